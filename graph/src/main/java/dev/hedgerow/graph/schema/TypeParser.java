package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.ValueType.Scalar;
import dev.hedgerow.graph.schema.Token.Kind;
import dev.hedgerow.kernel.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the types of properties. */
final class TypeParser {
    static final int ENUM_VALUES_MAX = 1_000;
    private static final int DIGITS_MAX = 9;
    private static final Pattern ENUM_VALUE = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Map<String, Scalar> SCALARS = new LinkedHashMap<>();
    private static final List<String> WORDS = new ArrayList<>();

    static {
        for (Scalar scalar : Scalar.values()) {
            SCALARS.put(scalar.toString(), scalar);
        }
        WORDS.addAll(SCALARS.keySet());
        WORDS.addAll(List.of("Decimal", "Vector", "enum"));
    }

    private final Cursor cursor;
    private final Problems problems;

    TypeParser(Cursor cursor, Problems problems) {
        this.cursor = cursor;
        this.problems = problems;
    }

    ValueType type() {
        if (cursor.accept("[")) {
            Token at = cursor.peek();
            ValueType element = simple();
            cursor.expect("]", "behind the type of the elements");
            if (!(element instanceof Scalar) && !(element instanceof ValueType.Decimal)) {
                problems.report(at, "a list has no elements of type " + element);
            }
            return new ValueType.ListOf(element);
        }
        return simple();
    }

    private ValueType simple() {
        Token word = cursor.peek();
        if (word.kind() != Kind.TYPE && word.kind() != Kind.NAME) {
            throw cursor.fail("expected a type, found " + word, "such as String or I64?");
        }
        Scalar scalar = SCALARS.get(word.text());
        if (scalar != null) {
            cursor.next();
            return scalar;
        }
        return switch (word.text()) {
            case "enum" -> enumeration();
            case "Vector" -> vector();
            case "Decimal" -> decimal();
            default ->
                    throw cursor.fail(
                            "there is no type " + word,
                            Nearest.word(word.text(), WORDS)
                                    .map(near -> "did you mean `" + near + "`?")
                                    .orElse("the types are " + String.join(", ", WORDS)));
        };
    }

    private ValueType enumeration() {
        cursor.next();
        cursor.expect("(", "behind enum, as in enum(red, green)");
        Set<String> values = new LinkedHashSet<>();
        do {
            Token value = cursor.peek();
            if (!isEnumValue(value)) {
                throw cursor.fail(
                        "expected a word of an enum, found " + value,
                        value.kind() == Kind.TEXT
                                ? "write it without quotes"
                                : "use letters from a to z, digits, _ and -");
            }
            cursor.next();
            if (value.text().length() > Names.LENGTH_MAX) {
                problems.report(value, Names.TOO_LONG);
            } else if (!values.add(value.text())) {
                problems.report(value, "%s is in the enum twice".formatted(value), "remove it");
            } else if (values.size() == ENUM_VALUES_MAX + 1) {
                problems.report(value, "an enum has at most %,d words".formatted(ENUM_VALUES_MAX));
            }
        } while (cursor.accept(","));
        cursor.expect(")", "or `,` behind a word of an enum");
        return new ValueType.Enumeration(List.copyOf(values));
    }

    private static boolean isEnumValue(Token token) {
        return switch (token.kind()) {
            case NAME, TYPE, WORD, NUMBER -> ENUM_VALUE.matcher(token.text()).matches();
            case TEXT, SYMBOL, END -> false;
        };
    }

    private ValueType vector() {
        cursor.next();
        cursor.expect("(", "behind Vector, as in Vector(384)");
        int size = integer("components", 1, ValueType.VectorOf.DIMENSIONS_MAX);
        cursor.expect(")", "behind the number of components");
        return new ValueType.VectorOf(size);
    }

    private ValueType decimal() {
        cursor.next();
        cursor.expect("(", "behind Decimal, as in Decimal(18,2)");
        int precision = integer("digits", 1, ValueType.Decimal.PRECISION_MAX);
        cursor.expect(",", "and the digits behind the point");
        int scale = integer("digits behind the point", 0, precision);
        cursor.expect(")", "behind the digits behind the point");
        return new ValueType.Decimal(precision, scale);
    }

    private int integer(String what, int min, int max) {
        Token number = cursor.peek();
        boolean whole =
                number.kind() == Kind.NUMBER
                        && number.text().length() <= DIGITS_MAX
                        && number.text().chars().allMatch(c -> c >= '0' && c <= '9');
        int value = whole ? Integer.parseInt(number.text()) : -1;
        if (value < min || value > max) {
            throw cursor.fail(
                    "expected the number of %s, %,d to %,d, found %s"
                            .formatted(what, min, max, number),
                    "");
        }
        cursor.next();
        return value;
    }
}
