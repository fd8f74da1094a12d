package dev.hedgerow.files;

import dev.hedgerow.kernel.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** One JSON object in a line of text, strictly. */
final class JsonText {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final int MAX_EXPONENT = 1000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                    .maxStringLength(JsonLines.MAX_LINE_BYTES)
                                    .maxNameLength(JsonLines.MAX_LINE_BYTES)
                                    .build())
                    .build();

    private final Place place;
    private final JsonParser parser;
    private final boolean withColumns;
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    private JsonText(Place place, JsonParser parser, boolean withColumns) {
        this.place = place;
        this.parser = parser;
        this.withColumns = withColumns;
    }

    /** What the text says, or why it says nothing. */
    sealed interface Outcome {}

    /** The members, and the column of each member's name where that was asked for. */
    record Parsed(Map<String, @Nullable Object> members, Map<String, Integer> columns)
            implements Outcome {}

    record Refused(Violation violation) implements Outcome {}

    /**
     * @param withColumns whether to note where names stand, which takes longer
     */
    static Outcome parse(Place place, String line, boolean withColumns) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            var text = new JsonText(place, parser, withColumns);
            try {
                return text.root();
            } catch (JacksonException e) {
                return text.refused(
                        e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                        "the line is not JSON: " + sentence(e));
            }
        }
    }

    /** What the parser says, without where it keeps its input. */
    private static String sentence(JacksonException e) {
        String text = String.valueOf(e.getOriginalMessage());
        int source = text.indexOf(" (start marker");
        return source < 0 ? text : text.substring(0, source);
    }

    private Outcome root() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return refused(column(), "the line is not a JSON object");
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        var problem = members(members, true);
        if (problem != null) {
            return refused(column(), problem);
        }
        if (parser.nextToken() != null) {
            return refused(column(), "something follows the object; one object per line");
        }
        return new Parsed(members, columns);
    }

    /** Reads the members of an object; answers what is wrong at the current token, if anything. */
    private @Nullable String members(Map<String, @Nullable Object> members, boolean top) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (members.containsKey(name)) {
                return "the field '" + name + "' is there twice";
            }
            if (top && withColumns) {
                columns.put(name, column());
            }
            parser.nextToken();
            var problem = value(value -> members.put(name, value));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String value(java.util.function.Consumer<@Nullable Object> to) {
        switch (parser.currentToken()) {
            case VALUE_NULL -> to.accept(null);
            case VALUE_TRUE -> to.accept(true);
            case VALUE_FALSE -> to.accept(false);
            case VALUE_STRING -> {
                var text = parser.getString();
                if (hasLoneSurrogate(text)) {
                    return "the string has half a surrogate pair, which is no character";
                }
                to.accept(text);
            }
            case VALUE_NUMBER_INT -> to.accept(integer());
            case VALUE_NUMBER_FLOAT -> {
                var number = parser.getDecimalValue();
                if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
                    return "the number's exponent is beyond " + MAX_EXPONENT;
                }
                to.accept(fraction(number));
            }
            case START_OBJECT -> {
                var inner = new LinkedHashMap<String, @Nullable Object>();
                to.accept(inner);
                return members(inner, false);
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                to.accept(list);
                return elements(list);
            }
            default -> throw new IllegalStateException("Token " + parser.currentToken());
        }
        return null;
    }

    private @Nullable String elements(List<@Nullable Object> list) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var problem = value(list::add);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private Object integer() {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> parser.getBigIntegerValue();
        };
    }

    /** A decimal has no negative zero, but a floating-point property has. */
    private Object fraction(BigDecimal number) {
        return number.signum() == 0 && parser.getString().startsWith("-")
                ? (Object) (-0.0)
                : number;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair =
                        i + 1 < text.length()
                                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private int column() {
        return parser.currentTokenLocation().getColumnNr();
    }

    private Outcome refused(int column, String problem) {
        return new Refused(new Violation(place.column(Math.max(1, column)), problem));
    }
}
