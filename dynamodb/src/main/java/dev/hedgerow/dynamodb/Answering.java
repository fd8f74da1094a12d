package dev.hedgerow.dynamodb;

import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.Permission;
import dev.hedgerow.tables.Reception;

/** What answers requests once it is known who asks: {@link dev.hedgerow.tables.Tables}. */
@FunctionalInterface
public interface Answering {
    /**
     * Answers a request; may wait.
     *
     * @param operation as in {@code X-Amz-Target}, behind the point
     * @param body JSON in UTF-8
     */
    Answer answer(String operation, byte[] body, Permission permission);

    /** Whether {@link #begin} is worth trying: an operation that most often needs no waiting. */
    default boolean isShort(String operation) {
        return false;
    }

    /** Begins to answer such a request; never waits. */
    default void begin(String operation, byte[] body, Permission permission, Reception reception) {
        reception.mustWait();
    }
}
