package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.ValueType.Scalar;
import dev.hedgerow.graph.Values;
import dev.hedgerow.graph.Vector;
import dev.hedgerow.kernel.Violation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types raw values of one property. */
public final class ValueReader {
    private static final BigInteger I32_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger I32_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger I64_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger I64_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger U32_MAX = BigInteger.valueOf(0xffff_ffffL);

    private final Property property;

    private ValueReader(Property property) {
        this.property = property;
    }

    public static ValueReader of(Property property) {
        return new ValueReader(property);
    }

    Property property() {
        return property;
    }

    /** See {@link Values#typed}. */
    public Values.Outcome read(@Nullable Object raw, String place) {
        if (raw == null) {
            return property.nullable()
                    ? new Values.Typed(null)
                    : refused(place, property.name() + " is null", "it needs a value");
        }
        return switch (read(property.type(), raw)) {
            case Read.Good(Object value) -> new Values.Typed(value);
            case Read.Bad(String problem, String fix) ->
                    refused(
                            place,
                            "%s: %s %s (%s)"
                                    .formatted(
                                            property.name(),
                                            Excerpt.of(raw),
                                            problem,
                                            typeName(property.type())),
                            fix);
        };
    }

    private static String typeName(ValueType type) {
        return type instanceof ValueType.Enumeration ? "enum" : type.toString();
    }

    private static Values.Refused refused(String place, String problem, String fix) {
        return new Values.Refused(new Violation(place, problem, fix));
    }

    static Read read(ValueType type, Object raw) {
        return switch (type) {
            case Scalar.STRING -> Texts.string(raw);
            case Scalar.BOOL -> Texts.bool(raw);
            case Scalar.I32 -> Numbers.whole(raw, I32_MIN, I32_MAX);
            case Scalar.I64 -> Numbers.whole(raw, I64_MIN, I64_MAX);
            case Scalar.U32 -> Numbers.whole(raw, BigInteger.ZERO, U32_MAX);
            case Scalar.U64 -> Numbers.whole(raw, BigInteger.ZERO, Numbers.U64_MAX);
            case Scalar.F32 -> Numbers.f32(raw);
            case Scalar.F64 -> Numbers.f64(raw);
            case Scalar.DATE -> Times.date(raw);
            case Scalar.DATE_TIME -> Times.dateTime(raw);
            case Scalar.UUID -> Texts.uuid(raw);
            case Scalar.JSON -> Texts.json(raw);
            case Scalar.BLOB -> Texts.blob(raw);
            case ValueType.Decimal decimal -> Numbers.decimal(raw, decimal);
            case ValueType.Enumeration words -> Texts.enumeration(raw, words);
            case ValueType.VectorOf vector -> vector(raw, vector.dimensions());
            case ValueType.ListOf list -> list(raw, list.element());
        };
    }

    /** The elements of a list, which CSV writes as JSON. */
    private static @Nullable List<?> elements(Object raw) {
        return switch (raw) {
            case List<?> list -> list;
            case String text when text.startsWith("[") ->
                    JsonText.parse(text)
                            .map(JsonText.Tree::root)
                            .map(root -> root instanceof List<?> list ? list : null)
                            .orElse(null);
            default -> null;
        };
    }

    private static Read list(Object raw, ValueType element) {
        List<?> elements = elements(raw);
        if (elements == null) {
            return new Read.Bad("is not a list", "write it as a JSON array");
        }
        var values = new ArrayList<Object>(elements.size());
        for (Object one : elements) {
            int index = values.size();
            if (one == null) {
                return new Read.Bad("has null as element " + index, "leave it out");
            }
            switch (read(element, one)) {
                case Read.Good(Object value) -> values.add(value);
                case Read.Bad(String problem, String fix) -> {
                    return new Read.Bad(
                            "has the element %d, %s, which %s"
                                    .formatted(index, Excerpt.of(one), problem),
                            fix);
                }
            }
        }
        return new Read.Good(Collections.unmodifiableList(values));
    }

    /** Embeddings come with more digits than a float has, so these alone are rounded. */
    private static Read vector(Object raw, int dimensions) {
        if (raw instanceof Vector vector) {
            return vector.components().length == dimensions
                    ? new Read.Good(vector)
                    : wrongSize(vector.components().length, dimensions);
        }
        List<?> elements = elements(raw);
        if (elements == null) {
            return new Read.Bad("is not a vector", "write it as a JSON array of numbers");
        }
        if (elements.size() != dimensions) {
            return wrongSize(elements.size(), dimensions);
        }
        var components = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            Object one = elements.get(i);
            if (!(one instanceof Number number) || !Float.isFinite(number.floatValue())) {
                return new Read.Bad("has a component that is no finite float: number " + i);
            }
            components[i] = number.floatValue();
        }
        return new Read.Good(new Vector(components));
    }

    private static Read wrongSize(int size, int dimensions) {
        return new Read.Bad("has %d components; %d are expected".formatted(size, dimensions));
    }
}
