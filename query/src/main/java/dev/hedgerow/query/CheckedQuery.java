package dev.hedgerow.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query that may run.
 *
 * @param text what to give to the engine: one statement, its lines and columns those of the
 *     original (but behind a string with escapes or a name that had to be quoted)
 * @param parameters exactly those the text names, in its order
 * @param explains whether the text asks for a plan ({@code EXPLAIN}, {@code PROFILE}), not for rows
 */
public record CheckedQuery(
        String text, Map<String, @Nullable Object> parameters, boolean explains) {
    // Not compact: javac drops the parameters' nullness from a compact constructor.
    public CheckedQuery(String text, Map<String, @Nullable Object> parameters, boolean explains) {
        this.text = text;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.explains = explains;
    }
}
