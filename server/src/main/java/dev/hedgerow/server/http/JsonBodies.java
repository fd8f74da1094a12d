package dev.hedgerow.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.kernel.Violation;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads bodies strictly (unknown and repeated fields, text after the end and deep nesting are
 * refused, with line and column) and writes replies (absent values are left out).
 */
public final class JsonBodies {
    private static final int SHOWN_FIELDS = 20;

    private final JsonMapper mapper;

    JsonBodies(int depthMax) {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(depthMax).build();
        mapper =
                JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .withCoercionConfig(LogicalType.Textual, JsonBodies::onlyTexts)
                        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .changeDefaultPropertyInclusion(
                                i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                        .build();
    }

    /** A number is no text. */
    private static void onlyTexts(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Reads the whole stream as one value; a record has all that is not optional. */
    <T> T read(InputStream body, Class<T> type) {
        try {
            T value = mapper.readValue(body, type);
            if (value == null) {
                throw refused("1:1", "the body is null", "send an object");
            }
            Required.missing(value)
                    .ifPresent(path -> {
                        throw refused(path, "is missing or null", "");
                    });
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw refused(path(e), unknown(e), meant(e));
        } catch (MismatchedInputException e) {
            throw refused(place(e), mismatch(e), "");
        } catch (JacksonException e) {
            if (e.getCause() instanceof HedgerowException limit) {
                throw limit;
            }
            throw refused(place(e), sentence(e), "");
        }
    }

    byte[] bytes(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    void write(OutputStream out, Object value) {
        mapper.writeValue(out, value);
    }

    private static HedgerowException refused(String place, String problem, String fix) {
        return HedgerowException.refused(
                Failure.INVALID_REQUEST,
                "The body is not valid at %s: %s%s"
                        .formatted(place, problem, fix.isEmpty() ? "" : "; " + fix),
                List.of(new Violation("body:" + place, problem, fix)));
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? "1:1"
                : location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String unknown(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        String fields =
                known == null
                        ? ""
                        : known.stream()
                                .map(Object::toString)
                                .sorted(Comparator.naturalOrder())
                                .limit(SHOWN_FIELDS)
                                .collect(Collectors.joining(", "));
        return "unknown field '%s', expected one of: %s".formatted(e.getPropertyName(), fields);
    }

    private static String meant(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        List<String> fields =
                known == null ? List.of() : known.stream().map(Object::toString).toList();
        return Nearest.word(e.getPropertyName(), fields)
                .map("did you mean `%s`?"::formatted)
                .orElse("leave it out");
    }

    private static String mismatch(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        String path = path(e);
        String expected = type == null ? "another value" : expected(type);
        return "%s: expected %s".formatted(path.isEmpty() ? "body" : path, expected);
    }

    private static String expected(Class<?> type) {
        if (type == String.class) {
            return "a text";
        } else if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        } else if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        return "an object";
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (var reference : e.getPath()) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String sentence(JacksonException e) {
        String text = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        int source = text.indexOf(" (start marker");
        return source < 0 ? text : text.substring(0, source);
    }
}
