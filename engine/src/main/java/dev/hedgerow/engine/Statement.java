package dev.hedgerow.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One statement of a trusted caller with its parameters, kinds as {@link Session} lists them. */
public record Statement(String text, Map<String, @Nullable Object> parameters) {
    // not compact: javac drops the parameters' nullness from a compact constructor
    public Statement(String text, Map<String, @Nullable Object> parameters) {
        this.text = text;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public Statement(String text) {
        this(text, Map.of());
    }
}
