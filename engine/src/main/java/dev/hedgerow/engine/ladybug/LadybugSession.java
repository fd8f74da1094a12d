package dev.hedgerow.engine.ladybug;

import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.engine.Session;
import dev.hedgerow.engine.Statement;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands calls over to a native thread and waits for them. At most one call runs; the connection is
 * freed by whoever comes last, the call or {@link #close}, so that nothing native is used after it.
 *
 * <p>An interruption that reaches the library before its statement has begun is lost there, hence
 * it is repeated until the call ends.
 */
final class LadybugSession implements Session {
    static final String OUT_OF_TIME =
            "The query was not done in its time; make it smaller or allow it more";

    private static final Duration REPEAT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofHours(1);

    /** How long a caller waits beyond a deadline for a library that does not notice it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** How long {@link #close} waits for a call to end. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final LadybugDatabase database;
    private final Connection connection;
    private final NativeThreads threads;
    private final CheckpointGate gate;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Call<?> running;
    private boolean holdsShare;
    private boolean closed;
    private boolean freed;

    LadybugSession(
            LadybugDatabase database,
            Connection connection,
            NativeThreads threads,
            CheckpointGate gate,
            Clock clock) {
        this.database = database;
        this.connection = connection;
        this.threads = threads;
        this.gate = gate;
        this.clock = clock;
    }

    /** A call that a native thread runs; guarded by the session's lock. */
    private static final class Call<T extends @Nullable Object> {
        private final Work<T> work;
        private final boolean alone;
        private @Nullable T answer;
        private @Nullable Throwable failure;
        private boolean interrupted;
        private boolean done;

        Call(Work<T> work, boolean alone) {
            this.work = work;
            this.alone = alone;
        }
    }

    @FunctionalInterface
    private interface Work<T extends @Nullable Object> {
        T run();
    }

    @Override
    public void execute(String statement) {
        command(() -> connection.run(statement), CheckpointGate.needsToBeAlone(statement));
    }

    @Override
    public void execute(String statement, Map<String, ? extends @Nullable Object> parameters) {
        boolean alone = CheckpointGate.needsToBeAlone(statement);
        command(() -> connection.execute(statement, parameters), alone);
    }

    @Override
    public void transact(List<Statement> statements) {
        boolean alone =
                statements.stream().map(Statement::text).anyMatch(CheckpointGate::needsToBeAlone);
        command(() -> connection.transact(statements), alone);
    }

    @Override
    public QueryResult query(
            String cypher, Map<String, ? extends @Nullable Object> parameters, QueryLimits limits) {
        var deadline = clock.deadline(limits.timeout());
        return this.<QueryResult>call(
                () -> connection.query(cypher, parameters, limits, clock, deadline),
                CheckpointGate.needsToBeAlone(cypher),
                deadline,
                threads::run);
    }

    @Override
    public void begin() {
        begin(List.of());
    }

    @Override
    public void begin(List<Statement> statements) {
        for (Statement statement : statements) {
            if (CheckpointGate.needsToBeAlone(statement.text())) {
                throw new IllegalArgumentException(
                        "runs alone, so in a call of its own: " + statement.text());
            }
        }
        command(
                () -> {
                    connection.begin();
                    statements.forEach(each -> connection.execute(each.text(), each.parameters()));
                },
                false);
    }

    @Override
    public void beginReadOnly() {
        brief(connection::beginReadOnly);
    }

    @Override
    public void commit() {
        if (connection.onlyReads()) {
            brief(connection::commit);
        } else {
            command(connection::commit, false);
        }
    }

    @Override
    public void rollback() {
        command(connection::rollback, false);
    }

    @Override
    public void interrupt() {
        lock.lock();
        try {
            interruptRunning();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        stop();
        lock.lock();
        try {
            var patience = clock.deadline(CLOSE_PATIENCE);
            while (!freed && !patience.passed(clock)) {
                interruptRunning();
                clock.await(lock, changed, REPEAT);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses further calls, interrupts the running one, and frees the connection if there is none.
     */
    void stop() {
        boolean last;
        lock.lock();
        try {
            last = !closed && running == null;
            closed = true;
            interruptRunning();
        } finally {
            lock.unlock();
        }
        if (last) {
            free();
        }
    }

    private void command(Runnable work, boolean alone) {
        call(returningNothing(work), alone, null, threads::run);
    }

    /** Work that is over sooner than a hand-over to another thread and back. */
    private void brief(Runnable work) {
        call(returningNothing(work), false, null, Runnable::run);
    }

    private static Work<@Nullable Object> returningNothing(Runnable work) {
        return () -> {
            work.run();
            return null;
        };
    }

    /**
     * @param where what runs the call, on this thread or another
     */
    private <T extends @Nullable Object> T call(
            Work<T> work, boolean alone, @Nullable Deadline deadline, Consumer<Runnable> where) {
        var call = new Call<T>(work, alone);
        lock.lock();
        try {
            requireIdle();
            running = call;
        } finally {
            lock.unlock();
        }
        try {
            enter(call);
        } catch (HedgerowException e) {
            end(call, null, e);
            return outcome(call);
        }
        try {
            where.accept(() -> perform(call));
        } catch (HedgerowException e) {
            finish(call, null, e);
        }
        await(call, deadline);
        return outcome(call);
    }

    /** Only the running call, which there is one of, enters and leaves the gate. */
    private void enter(Call<?> call) {
        if (call.alone) {
            gate.enterAlone(holdsShare ? 1 : 0);
        } else if (!holdsShare) {
            gate.enter();
            holdsShare = true;
        }
    }

    private void leave(Call<?> call) {
        if (call.alone) {
            gate.leaveAlone();
        }
        if (holdsShare && !connection.inTransaction()) {
            holdsShare = false;
            gate.leave();
        }
    }

    private void requireIdle() {
        if (closed) {
            throw HedgerowException.of(Failure.WRONG_STATE, "The session is closed");
        }
        if (running != null) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "The session still runs another call; wait for it or use another session");
        }
    }

    /** On a native thread. */
    private <T extends @Nullable Object> void perform(Call<T> call) {
        try {
            requireWanted(call);
            finish(call, call.work.run(), null);
        } catch (Throwable e) { // of whatever kind, it belongs to the caller who waits for it
            finish(call, null, e);
        }
    }

    private void requireWanted(Call<?> call) {
        lock.lock();
        try {
            if (call.interrupted) {
                throw HedgerowException.of(Failure.CANCELLED, "The call was interrupted");
            }
        } finally {
            lock.unlock();
        }
    }

    private <T extends @Nullable Object> void finish(
            Call<T> call, @Nullable T answer, @Nullable Throwable failure) {
        leave(call);
        end(call, answer, failure);
    }

    private <T extends @Nullable Object> void end(
            Call<T> call, @Nullable T answer, @Nullable Throwable failure) {
        boolean last;
        lock.lock();
        try {
            call.answer = answer;
            call.failure = failure;
            call.done = true;
            running = null;
            last = closed;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last) {
            free();
        }
    }

    /** Returns when the call is done; fails when its time is over and it still runs. */
    private void await(Call<?> call, @Nullable Deadline deadline) {
        lock.lock();
        try {
            while (!call.done) {
                boolean late = deadline != null && deadline.passed(clock);
                if (deadline != null && overdue(deadline)) {
                    throw HedgerowException.of(Failure.DEADLINE_EXCEEDED, OUT_OF_TIME);
                }
                if (late || call.interrupted) {
                    connection.interrupt();
                }
                var pause = late || call.interrupted ? REPEAT : untilLate(deadline);
                clock.await(lock, changed, pause);
            }
        } catch (HedgerowException e) { // the waiting thread itself was interrupted, or gives up
            call.interrupted = true;
            connection.interrupt();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private boolean overdue(Deadline deadline) {
        return new Deadline(deadline.nanos() + GRACE.toNanos()).passed(clock);
    }

    private Duration untilLate(@Nullable Deadline deadline) {
        return deadline == null ? LONG : deadline.left(clock).plus(REPEAT);
    }

    @SuppressWarnings("NullAway") // the answer of a call without failure is what the work returned
    private <T extends @Nullable Object> T outcome(Call<T> call) {
        lock.lock();
        try {
            return switch (call.failure) {
                case null -> call.answer;
                case NativeFailure e when !Failures.isInterruption(e) -> throw Failures.running(e);
                case NativeFailure _ when call.interrupted || closed ->
                        throw HedgerowException.of(Failure.CANCELLED, "The call was interrupted");
                case NativeFailure _ ->
                        throw HedgerowException.of(Failure.DEADLINE_EXCEEDED, OUT_OF_TIME);
                case HedgerowException e -> throw e;
                case Error e -> throw e;
                case Throwable e ->
                        throw HedgerowException.causedBy(
                                e, Failure.INTERNAL, "The engine's adapter failed: " + e);
            };
        } finally {
            lock.unlock();
        }
    }

    /** Holding the lock. */
    private void interruptRunning() {
        if (running != null && !freed) {
            running.interrupted = true;
            connection.interrupt();
            changed.signalAll();
        }
    }

    /** Called once, by whoever comes last. */
    private void free() {
        connection.close();
        if (holdsShare) {
            holdsShare = false;
            gate.leave();
        }
        lock.lock();
        try {
            freed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        database.forget(this);
    }
}
