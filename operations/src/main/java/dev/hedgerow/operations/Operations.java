package dev.hedgerow.operations;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Creates operations and answers questions about them. A question that the store cannot answer
 * fails; whoever asks before acting takes that for "in flight". In a {@link Target} that is asked
 * about, the mode does not matter.
 *
 * <p>Methods with a {@link Transaction} or {@link Reader} are part of the caller's transaction; the
 * others make their own.
 */
public final class Operations {
    private static final int CHAIN_MAX = 100;

    private final Core core;
    private final Enqueue enqueue;
    private final Cancelling cancelling;

    public Operations(Store store, World world) {
        this.core = Core.of(store, world);
        this.enqueue = new Enqueue(world, core.records(), core.lines());
        this.cancelling = new Cancelling(core.records(), core.endings());
    }

    Core core() {
        return core;
    }

    Enqueue enqueue() {
        return enqueue;
    }

    /**
     * Creates an operation.
     *
     * @return the new operation, or the one that was made with the same idempotency key before
     * @throws dev.hedgerow.kernel.HedgerowException TOKEN_REUSED when that was for another request;
     *     OVERLOADED when too many wait for one of its targets
     */
    public <Q> OperationId enqueue(OperationType<Q> type, Q request, Origin origin) {
        return core.store().transact(tx -> enqueue(tx, type, request, origin));
    }

    /** The same, in the caller's transaction. */
    public <Q> OperationId enqueue(
            Transaction transaction, OperationType<Q> type, Q request, Origin origin) {
        return enqueue.enqueue(transaction, type, request, origin);
    }

    public Optional<Operation> find(OperationId id) {
        return read(reader -> Records.find(reader, id));
    }

    public Optional<Operation> find(Reader reader, OperationId id) {
        return Records.find(reader, id);
    }

    /** The operation; fails with OPERATION_NOT_FOUND. */
    public Operation require(OperationId id) {
        return read(reader -> Records.require(reader, id));
    }

    /** All operations, the newest first. */
    public Page<Operation> list(Page.Request page) {
        return read(reader -> Questions.all(reader, page));
    }

    /** Operations as of the reader's moment, the oldest first, behind one of them. */
    public List<Operation> oldest(Reader reader, Optional<OperationId> after, int limit) {
        return Questions.oldest(reader, after, limit);
    }

    /** Whether any operation that has not ended has the target. */
    public boolean inFlight(Target target) {
        return read(reader -> Questions.inFlight(reader, target));
    }

    /** The same; in a transaction it stays true until the commit, or the commit is refused. */
    public boolean inFlight(Reader reader, Target target) {
        return Questions.inFlight(reader, target);
    }

    /** The operations on the target that have not ended, in the order of their creation. */
    public Page<Operation> pending(Target target, Page.Request page) {
        return read(reader -> Questions.pending(reader, target, page));
    }

    /** The newest operation on the target, in whatever state it is. */
    public Optional<Operation> latest(Target target) {
        return history(target, Page.Request.first(1)).items().stream().findFirst();
    }

    /** All operations on the target, the newest first. */
    public Page<Operation> history(Target target, Page.Request page) {
        return read(reader -> Questions.history(reader, target, page));
    }

    /** The same at the reader's moment. */
    public Page<Operation> history(Reader reader, Target target, Page.Request page) {
        return Questions.history(reader, target, page);
    }

    /** The first operations that a waiting one waits for. */
    public List<Operation> blockedBy(OperationId id) {
        return read(reader -> Questions.blockedBy(reader, id, CHAIN_MAX));
    }

    /** The operation's parent, its parent's, and so on, as far as they are remembered. */
    public List<Operation> ancestors(OperationId id) {
        return read(reader -> Questions.ancestors(reader, id, CHAIN_MAX));
    }

    /** The operations that were made with this one as parent, the oldest first. */
    public Page<Operation> children(OperationId id, Page.Request page) {
        return read(reader -> Questions.children(reader, id, page));
    }

    /**
     * The operation's events, the oldest first.
     *
     * @param after the number of the last event known; 0 to begin
     * @param limit 1 to 1,000
     */
    public List<Event> events(OperationId id, long after, int limit) {
        Limits.range("event number", after, 0, Long.MAX_VALUE);
        Limits.range("limit", limit, 1, Page.Request.LIMIT_MAX);
        return read(reader -> Questions.events(reader, id, after, limit));
    }

    /** The recorded steps, in the order in which they were done. */
    public List<RecordedStep> steps(OperationId id) {
        return read(reader -> Questions.steps(reader, id));
    }

    public Optional<ProgressReport> progress(OperationId id) {
        return read(reader -> Questions.progress(reader, id));
    }

    /** Fires on each event and each progress report of the operation; to be closed. */
    public Store.Watch watch(OperationId id) {
        return core.store().watch(Keys.news(id));
    }

    /** Fires on each event and each progress report of every operation; to be closed. */
    public Store.Watch watch() {
        return core.store().watch(Keys.news());
    }

    /** Waits for the end of the operation, and returns it as it is then or when the time is up. */
    public Operation await(OperationId id, Duration max) {
        Deadline deadline = core.world().clock().deadline(max);
        try (Store.Watch watch = watch(id)) {
            Operation operation = require(id);
            while (!operation.state().ended() && watch.await(deadline.left(core.world().clock()))) {
                operation = require(id);
            }
            return operation;
        }
    }

    /**
     * Ends an operation that does not run, and asks one that runs to stop at its next step or
     * progress report. One that has ended stays as it is.
     */
    public Operation cancel(OperationId id, String actor) {
        return core.store().transact(tx -> cancel(tx, id, actor));
    }

    /** The same, in the caller's transaction. */
    public Operation cancel(Transaction transaction, OperationId id, String actor) {
        return cancelling.cancel(transaction, id, actor);
    }

    /**
     * Cancels every operation on the target that has not ended.
     *
     * @return those that run and will stop by themselves
     */
    public List<OperationId> cancelAll(Transaction transaction, Target target, String actor) {
        return cancelling.cancelAll(transaction, target, actor);
    }

    private <T> T read(Function<Reader, T> question) {
        try (Store.Snapshot snapshot = core.store().snapshot()) {
            return question.apply(snapshot);
        }
    }
}
