package dev.hedgerow.graph;

import dev.hedgerow.graph.value.PlainJson;
import dev.hedgerow.graph.value.ValueReader;
import dev.hedgerow.kernel.Violation;
import org.jspecify.annotations.Nullable;

/** Single values: in from rows, out to JSON. Their Java types are those of {@link ValueType}. */
public final class Values {
    private Values() {}

    /** What a raw value came to. */
    public sealed interface Outcome {}

    /** A value of the property's type; null where the property allows it. */
    public record Typed(@Nullable Object value) implements Outcome {}

    /** The raw value is none of the property's type. */
    public record Refused(Violation violation) implements Outcome {}

    /**
     * Types a raw value as rows hold them, exactly: what does not fit is refused, never rounded or
     * cut. F32 and F64 take the nearest float of a decimal number in their range. Text is accepted
     * for every type, as CSV has nothing else.
     *
     * @param raw a String, Boolean, Number, List or Map, or null
     * @param place prints in front of the property's name in a violation
     */
    public static Outcome typed(Property property, @Nullable Object raw, String place) {
        return ValueReader.of(property).read(raw, place);
    }

    /**
     * A typed value as a tree of Strings, Booleans, Numbers, Lists and Maps, for a JSON writer.
     *
     * @param safe whether integers beyond 2^53 become strings
     */
    public static @Nullable Object toJson(@Nullable Object value, boolean safe) {
        return PlainJson.of(value, safe);
    }
}
