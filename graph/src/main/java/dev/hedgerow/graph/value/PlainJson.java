package dev.hedgerow.graph.value;

import org.jspecify.annotations.Nullable;

/** Values as JSON trees. */
@SuppressWarnings("DoNotCallSuggester")
public final class PlainJson {
    private PlainJson() {}

    public static @Nullable Object of(@Nullable Object value, boolean safe) {
        throw new UnsupportedOperationException("" + value + safe);
    }
}
