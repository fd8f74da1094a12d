package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Transaction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The steps of one operation, from its worker's side. A step is known by its name, which is unique
 * in its operation; a step that was recorded in an earlier run is not run again, its result is
 * returned instead. Results are records, strings, numbers or lists of them, kept as JSON.
 *
 * <p>Every step first looks whether the operation must stop, and then fails with CANCELLED,
 * DEADLINE_EXCEEDED, SHUTTING_DOWN, or STALE_EPOCH when another worker has taken over. These
 * failures are to be let through.
 */
public interface Steps {
    OperationId id();

    /** Grows with each claim; to be given to whatever the operation changes outside the store. */
    long epoch();

    /** From 1; grows when an attempt has failed. */
    int attempt();

    Origin origin();

    /**
     * Runs the step and records its result. After a crash in between it runs again, so it must be
     * idempotent.
     */
    <T> T run(String name, Class<T> type, Supplier<T> body);

    /** {@link #run} without a result. */
    void run(String name, Runnable body);

    /**
     * Runs the step and records it in one store transaction: exactly once. Like every transaction
     * function the body may be called several times before it is committed.
     */
    <T> T commit(String name, Class<T> type, Function<Transaction, T> body);

    /** {@link #commit} without a result. */
    void commit(String name, Consumer<Transaction> body);

    /** Tells how far the current step has come. */
    Progress progress();

    /** What the operation gives as its result when it succeeds; the last one counts. */
    void output(Object output);
}
