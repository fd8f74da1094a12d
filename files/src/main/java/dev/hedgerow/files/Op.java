package dev.hedgerow.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a row asks for. */
public enum Op {
    /** Upsert where the type has a key, insert where it has none; the row does not say. */
    DEFAULT,
    /** The node or edge must not exist. */
    INSERT,
    /** Replaces the whole row, or creates it. */
    UPSERT,
    /** Changes the properties that are given and keeps the others, or creates the row. */
    MERGE,
    /** Changes the properties that are given; the node or edge must exist. */
    UPDATE,
    /** Removes the node or edge. */
    DELETE;

    /** The op written in lower case in a row's {@code op} field; {@code DEFAULT} is not written. */
    static Optional<Op> parse(String word) {
        return Arrays.stream(values())
                .filter(op -> op != DEFAULT && op.word().equals(word))
                .findFirst();
    }

    /** The words that {@link #parse} knows, for a message. */
    static String words() {
        return Arrays.stream(values())
                .filter(op -> op != DEFAULT)
                .map(Op::word)
                .collect(Collectors.joining(", "));
    }

    /** The op as rows write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
