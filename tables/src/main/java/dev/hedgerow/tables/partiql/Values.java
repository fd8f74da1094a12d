package dev.hedgerow.tables.partiql;

import dev.hedgerow.tables.partiql.Token.Form;
import dev.hedgerow.tables.value.Decimal;
import dev.hedgerow.tables.value.ScalarOrder;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads values: literals, and parameters in their places. */
final class Values {
    private Values() {}

    /** Whether a value begins here. */
    static boolean isNext(Tokens tokens) {
        Token token = tokens.peek();
        return switch (token.form()) {
            case TEXT, NUMBER -> true;
            case WORD -> token.isWord("TRUE") || token.isWord("FALSE") || token.isWord("NULL");
            case SYMBOL -> "?[{-+".contains(token.text()) || token.is("<<");
            case NAME, END -> false;
        };
    }

    static Value read(Tokens tokens) {
        Token token = tokens.next();
        if (token.form() == Form.TEXT) {
            return new Value.Text(token.text());
        }
        if (token.form() == Form.NUMBER) {
            return new Value.Numeric(Decimal.parse(token.text()));
        }
        if (token.isWord("TRUE") || token.isWord("FALSE")) {
            return new Value.Bool(token.isWord("TRUE"));
        }
        if (token.isWord("NULL")) {
            return new Value.Null();
        }
        if (token.is("?")) {
            return tokens.parameter();
        }
        tokens.enter();
        Value value =
                switch (token.text()) {
                    case "-", "+" -> number(tokens, token.text());
                    case "[" -> new Value.Sequence(list(tokens, "]"));
                    case "<<" -> set(list(tokens, ">>"));
                    case "{" -> new Value.Document(map(tokens));
                    default -> throw Tokens.malformed("Unexpected term");
                };
        tokens.leave();
        return value;
    }

    private static Value number(Tokens tokens, String sign) {
        Token token = tokens.next();
        if (token.form() != Form.NUMBER) {
            throw Tokens.malformed("Expected number");
        }
        return new Value.Numeric(
                Decimal.parse(sign.equals("-") ? "-" + token.text() : token.text()));
    }

    /** Values up to the closing symbol. */
    static List<Value> list(Tokens tokens, String close) {
        var values = new ArrayList<Value>();
        if (tokens.take(close)) {
            return values;
        }
        do {
            values.add(read(tokens));
        } while (tokens.take(","));
        tokens.expect(close);
        return values;
    }

    private static Value set(List<Value> members) {
        if (members.isEmpty()) {
            throw Tokens.malformed("A set may not be empty");
        }
        Type type =
                switch (members.getFirst().type()) {
                    case S -> Type.SS;
                    case N -> Type.NS;
                    case B -> Type.BS;
                    default -> throw Tokens.malformed("Unexpected member of a set");
                };
        if (members.stream().anyMatch(member -> member.type() != type.member())) {
            throw Tokens.malformed("The members of a set have one type");
        }
        return ScalarOrder.sorted(members)
                .map(sorted -> new Value.Set(type, sorted))
                .orElseThrow(() -> Tokens.malformed("A set has each member once"));
    }

    /** Named values behind an opening brace. */
    static Map<String, Value> map(Tokens tokens) {
        var map = new LinkedHashMap<String, Value>();
        if (tokens.take("}")) {
            return map;
        }
        do {
            Token name = tokens.next();
            if (name.form() != Form.TEXT && name.form() != Form.NAME) {
                throw Tokens.malformed("Expected the name of an attribute");
            }
            tokens.expect(":");
            if (map.put(name.text(), read(tokens)) != null) {
                throw Tokens.malformed("Duplicate attribute " + name.text());
            }
        } while (tokens.take(","));
        tokens.expect("}");
        return map;
    }
}
