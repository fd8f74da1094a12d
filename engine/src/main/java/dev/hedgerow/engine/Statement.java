package dev.hedgerow.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One statement of a trusted caller with its parameters, kinds as {@link Session} lists them. */
public record Statement(String text, Map<String, @Nullable Object> parameters) {
    public Statement {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public Statement(String text) {
        this(text, Map.of());
    }
}
