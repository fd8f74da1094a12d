package dev.hedgerow.query;

import java.util.ArrayList;
import java.util.List;

/** What stands between the parentheses of a call, split at its commas. */
final class Arguments {
    private Arguments() {}

    /** The arguments of the call whose name is at {@code index}, with the parenthesis behind it. */
    static List<List<Token>> of(List<Token> tokens, int index) {
        var arguments = new ArrayList<List<Token>>();
        List<Token> argument = new ArrayList<>();
        int depth = 0;
        for (int i = index + 2; tokens.get(i).kind() != Token.Kind.END; i++) {
            var token = tokens.get(i);
            if (token.kind() == Token.Kind.SYMBOL) {
                if ("([{".contains(token.text())) {
                    depth++;
                } else if (")]}".contains(token.text()) && --depth < 0) {
                    break;
                } else if (depth == 0 && token.isSymbol(',')) {
                    arguments.add(argument);
                    argument = new ArrayList<>();
                    continue;
                }
            }
            argument.add(token);
        }
        if (!argument.isEmpty()) {
            arguments.add(argument);
        }
        return arguments;
    }
}
