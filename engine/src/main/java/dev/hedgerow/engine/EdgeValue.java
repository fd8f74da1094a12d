package dev.hedgerow.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An edge in a result: its label, its ends, and its properties in the order of their definition.
 */
public record EdgeValue(
        InternalId id,
        String label,
        InternalId from,
        InternalId to,
        Map<String, @Nullable Object> properties) {
    public EdgeValue {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
