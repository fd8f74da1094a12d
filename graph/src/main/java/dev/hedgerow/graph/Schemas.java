package dev.hedgerow.graph;

import dev.hedgerow.store.Tuple;

/** The way in and out of schemas: text, storage, change. */
@SuppressWarnings("DoNotCallSuggester")
public final class Schemas {
    private Schemas() {}

    /**
     * A schema of its own, version 1, types and properties numbered from 1.
     *
     * @param file the name that places in errors begin with
     * @throws dev.hedgerow.kernel.HedgerowException SCHEMA_INVALID with a violation for every error
     */
    public static Schema parse(String file, String text) {
        throw new UnsupportedOperationException(file + text);
    }

    /** The schema in its own language, in one way of writing; parses to the same types. */
    public static String print(Schema schema) {
        throw new UnsupportedOperationException();
    }

    /** The schema with its numbers, for storage; at most 1 MiB. */
    public static Tuple encode(Schema schema) {
        throw new UnsupportedOperationException();
    }

    /** What {@link #encode} wrote. */
    public static Schema decode(Tuple stored) {
        throw new UnsupportedOperationException();
    }
}
