package dev.hedgerow.query;

import java.util.List;

/**
 * The text for the engine, written from the tokens alone: comments become spaces, strings have no
 * escapes but two, names that are the engine's own words are quoted.
 */
final class Rendering {
    private Rendering() {}

    static String of(String cypher, List<Token> tokens) {
        var text = new StringBuilder(cypher.length() + 16);
        int at = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            gap(text, cypher, at, token.start());
            text.append(written(tokens, i));
            at = token.end();
        }
        return text.toString().stripTrailing();
    }

    private static void gap(StringBuilder text, String cypher, int from, int to) {
        for (int i = from; i < to; i++) {
            text.append(cypher.charAt(i) == '\n' ? '\n' : ' ');
        }
    }

    private static String written(List<Token> tokens, int index) {
        var token = tokens.get(index);
        return switch (token.kind()) {
            case STRING -> "'" + token.text().replace("\\", "\\\\").replace("'", "\\'") + "'";
            case QUOTED_NAME -> quoted(token.text());
            case PARAMETER ->
                    Words.isPlainName(token.text())
                            ? "$" + token.text()
                            : "$" + quoted(token.text());
            case WORD -> {
                boolean named = index > 0 && Words.isNamed(tokens, index);
                yield named && Words.RESERVED.contains(token.upper())
                        ? quoted(token.text())
                        : token.text();
            }
            case SYMBOL -> token.isSymbol(';') ? " " : token.text();
            case NUMBER, END -> token.text();
        };
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
