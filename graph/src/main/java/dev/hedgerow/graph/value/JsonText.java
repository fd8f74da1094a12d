package dev.hedgerow.graph.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as trees of String, Boolean, Long, BigInteger, BigDecimal, List and Map, and as canonical
 * text: members sorted by name, no spaces, numbers in their shortest form; a number with a point or
 * an exponent keeps one.
 */
final class JsonText {
    static final int DEPTH_MAX = 64;
    private static final int DIGITS_MAX = 1000;
    private static final int PLAIN_DIGITS_MAX = 21;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNumberLength(DIGITS_MAX)
                                    .build())
                    .build();

    private JsonText() {}

    /** A tree, which may be null itself. */
    record Tree(@Nullable Object root) {}

    /** The tree of a text, or nothing when it is not exactly one JSON value within the limits. */
    static Optional<Tree> parse(String text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Object root = value(parser);
            return parser.nextToken() == null ? Optional.of(new Tree(root)) : Optional.empty();
        } catch (JacksonException | ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                    switch (parser.getNumberType()) {
                        case INT, LONG -> parser.getLongValue();
                        default -> parser.getBigIntegerValue();
                    };
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case START_OBJECT -> {
                var members = new LinkedHashMap<String, @Nullable Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            default -> throw new IllegalStateException("token " + parser.currentToken());
        };
    }

    /** The canonical text of a tree, or nothing when it is too deep or holds something else. */
    static Optional<String> canonical(@Nullable Object tree) {
        var out = new StringBuilder();
        return write(tree, out, 0) ? Optional.of(out.toString()) : Optional.empty();
    }

    private static boolean write(@Nullable Object tree, StringBuilder out, int depth) {
        if (depth > DEPTH_MAX) {
            return false;
        }
        switch (tree) {
            case null -> out.append("null");
            case Boolean flag -> out.append(flag);
            case String text -> {
                quote(text, out);
                return Texts.isWellFormed(text);
            }
            case Byte _, Short _, Integer _, Long _, BigInteger _ -> out.append(tree);
            case Float f when Float.isFinite(f) -> out.append(number(new BigDecimal(f.toString())));
            case Double d when Double.isFinite(d) ->
                    out.append(number(new BigDecimal(d.toString())));
            case BigDecimal decimal -> {
                if (Math.abs((long) decimal.scale()) > DIGITS_MAX) {
                    return false;
                }
                out.append(number(decimal));
            }
            case List<?> list -> {
                return array(list, out, depth);
            }
            case Map<?, ?> map -> {
                return object(map, out, depth);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean array(List<?> list, StringBuilder out, int depth) {
        char before = '[';
        for (Object element : list) {
            out.append(before);
            before = ',';
            if (!write(element, out, depth + 1)) {
                return false;
            }
        }
        out.append(list.isEmpty() ? "[]" : "]");
        return true;
    }

    private static boolean object(Map<?, ?> map, StringBuilder out, int depth) {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        char before = '{';
        for (var member : sorted.entrySet()) {
            out.append(before);
            before = ',';
            quote(member.getKey(), out);
            out.append(':');
            if (!Texts.isWellFormed(member.getKey()) || !write(member.getValue(), out, depth + 1)) {
                return false;
            }
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
        return true;
    }

    private static String number(BigDecimal decimal) {
        if (decimal.signum() == 0) {
            return "0.0";
        }
        BigDecimal shortest = decimal.stripTrailingZeros();
        if (shortest.precision() - shortest.scale() > PLAIN_DIGITS_MAX
                || shortest.scale() > PLAIN_DIGITS_MAX + shortest.precision()) {
            String text = shortest.toString();
            return text.indexOf('E') >= 0 || text.indexOf('.') >= 0 ? text : text + "E+0";
        }
        return shortest.scale() <= 0 ? shortest.toBigInteger() + ".0" : shortest.toPlainString();
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
