package dev.hedgerow.tables.wire;

import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named values as they were read: the values, or the first of them that is not valid. */
public final class Attributes {
    private final Map<String, Value> values;
    private final @Nullable String faultyName;
    private final @Nullable Refusal fault;

    Attributes(Map<String, Value> values, @Nullable String faultyName, @Nullable Refusal fault) {
        this.values = values;
        this.faultyName = faultyName;
        this.fault = fault;
    }

    /** Valid values. */
    public static Attributes of(Map<String, Value> values) {
        return new Attributes(values, null, null);
    }

    /**
     * The values, in the order of the request; the map is the caller's.
     *
     * @throws Refusal when one of them is not valid
     */
    public Map<String, Value> values() {
        if (fault != null) {
            throw fault;
        }
        return values;
    }

    /** Like {@link #values}, with words around a refusal; {@code %s} behind is the name. */
    public Map<String, Value> values(String before, String after) {
        if (fault != null) {
            throw fault.around(before, after.formatted(faultyName));
        }
        return values;
    }
}
