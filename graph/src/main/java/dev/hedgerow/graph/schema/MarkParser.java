package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.schema.Syntax.Argument;
import dev.hedgerow.graph.schema.Syntax.Mark;
import dev.hedgerow.graph.schema.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads annotations and rules. */
final class MarkParser {
    private static final Set<String> RULES = Set.of("key", "unique", "index", "range", "check");
    private static final int NUMBER_LENGTH_MAX = 100;

    private final Cursor cursor;

    MarkParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Whether it belongs to the body, though it may stand behind a property. */
    static boolean isRule(Mark mark) {
        String name = mark.name().text();
        return name.equals("card") || (RULES.contains(name) && mark.namesProperties());
    }

    /** All that follow directly. */
    List<Mark> marks() {
        var marks = new ArrayList<Mark>();
        while (cursor.peek().is("@")) {
            marks.add(mark());
        }
        return marks;
    }

    Mark mark() {
        cursor.expect("@", "here");
        if (cursor.peek().kind() != Kind.NAME) {
            throw cursor.fail("expected a name behind `@`, found " + cursor.peek(), "");
        }
        Token name = cursor.next();
        var arguments = new ArrayList<Argument>();
        if (cursor.accept("(")) {
            do {
                arguments.add(argument());
            } while (cursor.accept(","));
            cursor.expect(")", "or `,` behind an argument of @" + name.text());
        }
        return new Mark(name, arguments);
    }

    private Argument argument() {
        boolean named =
                cursor.peek().kind() == Kind.NAME
                        && (cursor.peek(1).is(":") || cursor.peek(1).is("="));
        if (!named) {
            return value();
        }
        Token name = cursor.next();
        cursor.next();
        return new Argument.Named(name, value());
    }

    private Argument value() {
        Token at = cursor.peek();
        return switch (at.kind()) {
            case TEXT -> new Argument.Literal(cursor.next(), at.text());
            case NAME -> {
                cursor.next();
                yield switch (at.text()) {
                    case "true" -> new Argument.Literal(at, true);
                    case "false" -> new Argument.Literal(at, false);
                    default -> new Argument.Word(at);
                };
            }
            case TYPE, WORD -> new Argument.Word(cursor.next());
            case NUMBER -> number(at);
            case SYMBOL -> symbol(at);
            case END -> throw cursor.fail("expected an argument, found " + at, "");
        };
    }

    private Argument number(Token at) {
        BigDecimal number = decimal();
        if (!cursor.accept("..")) {
            return new Argument.Literal(at, number);
        }
        Optional<BigDecimal> max =
                cursor.peek().kind() == Kind.NUMBER ? Optional.of(decimal()) : Optional.empty();
        return new Argument.Bounds(at, Optional.of(number), max);
    }

    private Argument symbol(Token at) {
        if (cursor.accept("..")) {
            if (cursor.peek().kind() != Kind.NUMBER) {
                throw cursor.fail("expected a number behind `..`, found " + cursor.peek(), "");
            }
            return new Argument.Bounds(at, Optional.empty(), Optional.of(decimal()));
        }
        if (at.is("@")) {
            Token end = cursor.peek(1);
            boolean source = end.text().equals("src");
            if (end.kind() == Kind.NAME && (source || end.text().equals("dst"))) {
                cursor.next();
                return new Argument.End(cursor.next(), source);
            }
        }
        throw cursor.fail(
                "expected an argument, found " + at,
                at.is("@") ? "the ends of an edge are @src and @dst" : "");
    }

    private BigDecimal decimal() {
        if (cursor.peek().text().length() > NUMBER_LENGTH_MAX) {
            throw cursor.fail(
                    "a number has at most %d characters".formatted(NUMBER_LENGTH_MAX), "");
        }
        return new BigDecimal(cursor.next().text());
    }
}
