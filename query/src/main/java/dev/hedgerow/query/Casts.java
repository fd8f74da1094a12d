package dev.hedgerow.query;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks the type of a cast. LadybugDB 0.20.4 writes outside its memory when it casts to decimals
 * inside a list, a map or a struct, which ends the process: such types are refused.
 */
final class Casts {
    private static final Pattern MENTIONED = Pattern.compile("DECIMAL|NUMERIC|\\\\");
    private static final Pattern ALONE =
            Pattern.compile("\\s*(DECIMAL|NUMERIC)\\s*(\\(\\s*\\d+\\s*,\\s*\\d+\\s*\\))?\\s*");

    private final String cypher;
    private final List<Token> tokens;

    Casts(String cypher, List<Token> tokens) {
        this.cypher = cypher;
        this.tokens = tokens;
    }

    /** Checks the call whose name is at {@code index}, with the parenthesis behind it. */
    void check(int index) {
        var name = tokens.get(index);
        var arguments = Arguments.of(tokens, index);
        if (arguments.size() == 1) {
            checkType(name, written(arguments.getFirst()));
        } else if (arguments.size() > 1) {
            var type = arguments.get(1);
            if (type.size() != 1 || type.getFirst().kind() != Token.Kind.STRING) {
                throw Refusals.refused(
                        cypher,
                        name.start(),
                        "the type of " + name.text() + " is known only when the query runs",
                        "write it as a text, like 'INT64'");
            }
            checkType(name, type.getFirst().text());
        }
    }

    /** What follows the last AS. */
    private static String written(List<Token> argument) {
        int from = argument.size();
        while (from > 0 && !argument.get(from - 1).isWord("AS")) {
            from--;
        }
        return argument.subList(from, argument.size()).stream()
                .map(Token::text)
                .collect(Collectors.joining());
    }

    private void checkType(Token name, String type) {
        var upper = type.toUpperCase(Locale.ROOT);
        if (MENTIONED.matcher(upper).find() && !ALONE.matcher(upper).matches()) {
            throw Refusals.refused(
                    cypher,
                    name.start(),
                    "a cast to decimals inside of something is not safe in the engine",
                    "cast each value by itself, or to DOUBLE");
        }
    }
}
