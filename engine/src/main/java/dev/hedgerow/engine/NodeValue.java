package dev.hedgerow.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node in a result: its label, and its properties in the order of their definition. */
public record NodeValue(InternalId id, String label, Map<String, @Nullable Object> properties) {
    public NodeValue {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
