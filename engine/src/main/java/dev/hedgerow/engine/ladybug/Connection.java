package dev.hedgerow.engine.ladybug;

import dev.hedgerow.engine.ParameterNames;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.engine.Statement;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A native connection with its prepared statements and its transaction. Used by one thread at a
 * time, which {@link LadybugSession} sees to; only {@link #interrupt} comes from elsewhere.
 *
 * <p>The library never forgets the plan of a statement that a connection prepared, so a connection
 * is replaced after many of them.
 */
final class Connection {
    private static final int PREPARED_MAX = 64;
    private static final int PREPARES_MAX = 2000;

    private final Shim shim;
    private final MemorySegment database;
    private final long threads;
    private final AtomicLong schemaVersion;
    private final Map<String, Prepared> prepared = new LinkedHashMap<>(16, 0.75f, true);
    private final ReentrantLock addressLock = new ReentrantLock();
    private MemorySegment address;
    private int prepares;
    private long preparedVersion;
    private TransactionState transaction = TransactionState.NONE;
    private volatile boolean onlyReads;

    /**
     * @param schemaVersion shared by the connections of a database; grows when a statement may have
     *     changed tables or indexes, after which older plans are prepared anew
     */
    Connection(Shim shim, MemorySegment database, long threads, AtomicLong schemaVersion) {
        this.shim = shim;
        this.database = database;
        this.threads = threads;
        this.schemaVersion = schemaVersion;
        address = shim.connect(database, threads);
    }

    private enum TransactionState {
        NONE,
        OPEN,
        /** A statement failed: the library has rolled back, the caller has not said so yet. */
        FAILED
    }

    private record Prepared(MemorySegment address, SortedSet<String> names) {}

    /** Stops what runs, from any thread; does nothing when nothing runs or all is closed. */
    void interrupt() {
        addressLock.lock();
        try {
            if (address.address() != 0) {
                shim.interrupt(address);
            }
        } finally {
            addressLock.unlock();
        }
    }

    /** Whether the library has a transaction open that outlives the call. */
    boolean inTransaction() {
        return transaction == TransactionState.OPEN;
    }

    void run(String text) {
        requireUsable();
        requireText(text);
        shim.timeout(address, 0);
        try {
            shim.run(address, text);
        } catch (NativeFailure e) {
            failed();
            throw e;
        } finally {
            schemaVersion.incrementAndGet();
        }
    }

    void execute(String text, Map<String, ? extends @Nullable Object> parameters) {
        requireUsable();
        shim.timeout(address, 0);
        shim.free(executePrepared(text, parameters));
    }

    QueryResult query(
            String text,
            Map<String, ? extends @Nullable Object> parameters,
            QueryLimits limits,
            Clock clock,
            Deadline deadline) {
        requireUsable();
        long began = clock.nanos();
        long left = deadline.left(clock).toMillis();
        if (left == 0) {
            throw HedgerowException.of(Failure.DEADLINE_EXCEEDED, LadybugSession.OUT_OF_TIME);
        }
        shim.timeout(address, left);
        var result = executePrepared(text, parameters);
        try {
            return new ResultReader(shim, result, limits).read(clock, deadline, began);
        } finally {
            shim.free(result);
        }
    }

    void transact(List<Statement> statements) {
        begin();
        try {
            for (var statement : statements) {
                execute(statement.text(), statement.parameters());
            }
            end("COMMIT");
        } catch (NativeFailure | HedgerowException e) {
            rollback();
            throw e;
        }
    }

    void begin() {
        begin("BEGIN TRANSACTION");
        onlyReads = false;
    }

    void beginReadOnly() {
        begin("BEGIN TRANSACTION READ ONLY");
        onlyReads = true;
    }

    /** Whether the open transaction, or the last one, can only read. */
    boolean onlyReads() {
        return onlyReads;
    }

    private void begin(String statement) {
        if (transaction != TransactionState.NONE) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "The session has a transaction open; commit it or roll it back first");
        }
        makeRoom();
        shim.timeout(address, 0);
        shim.run(address, statement);
        transaction = TransactionState.OPEN;
    }

    void commit() {
        requireUsable();
        if (transaction == TransactionState.NONE) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE, "The session has no transaction open to commit");
        }
        end("COMMIT");
    }

    /** Never fails: what the library has rolled back by itself is what was asked for. */
    void rollback() {
        boolean open = transaction == TransactionState.OPEN;
        transaction = TransactionState.NONE;
        if (open) {
            try {
                shim.timeout(address, 0);
                shim.run(address, "ROLLBACK");
            } catch (NativeFailure e) {
                reconnect(); // which rolls back whatever there is
            }
        }
    }

    /** Frees everything; an open transaction is rolled back. */
    void close() {
        forgetPrepared();
        shim.disconnect(swap(MemorySegment.NULL));
    }

    private void end(String statement) {
        shim.timeout(address, 0);
        try {
            shim.run(address, statement);
            transaction = TransactionState.NONE;
        } catch (NativeFailure e) {
            failed();
            throw e;
        }
    }

    private MemorySegment executePrepared(
            String text, Map<String, ? extends @Nullable Object> parameters) {
        try {
            var statement = prepare(text);
            var message = ParameterEncoder.encode(statement.names(), parameters);
            return shim.execute(address, statement.address(), message);
        } catch (NativeFailure | HedgerowException e) {
            failed();
            throw e;
        }
    }

    private Prepared prepare(String text) {
        makeRoom();
        if (preparedVersion != schemaVersion.get()) {
            forgetPrepared();
            preparedVersion = schemaVersion.get();
        }
        var known = prepared.get(text);
        if (known != null) {
            return known;
        }
        requireText(text);
        var names = ParameterNames.in(text);
        var made = new Prepared(shim.prepare(address, text), names);
        prepares++;
        prepared.put(text, made);
        if (prepared.size() > PREPARED_MAX) {
            var eldest = prepared.entrySet().iterator();
            shim.discard(eldest.next().getValue().address());
            eldest.remove();
        }
        return made;
    }

    private void makeRoom() {
        if (prepares >= PREPARES_MAX && transaction == TransactionState.NONE) {
            reconnect();
        }
    }

    private void reconnect() {
        forgetPrepared();
        prepares = 0;
        shim.disconnect(swap(shim.connect(database, threads)));
    }

    /** Returns the old address, which nobody else will use any more. */
    private MemorySegment swap(MemorySegment fresh) {
        addressLock.lock();
        try {
            var old = address;
            address = fresh;
            return old;
        } finally {
            addressLock.unlock();
        }
    }

    private void forgetPrepared() {
        for (var statement : prepared.values()) {
            shim.discard(statement.address());
        }
        prepared.clear();
    }

    private void failed() {
        if (transaction == TransactionState.OPEN) {
            rollback();
            transaction = TransactionState.FAILED;
        }
    }

    private void requireUsable() {
        if (transaction == TransactionState.FAILED) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "A statement of the transaction failed and nothing of it took effect; roll it"
                            + " back and begin again");
        }
    }

    private static void requireText(String text) {
        if (text.isBlank()) {
            throw HedgerowException.of(Failure.CYPHER_INVALID, "The statement is empty; write one");
        }
        if (text.indexOf('\0') >= 0) {
            throw HedgerowException.of(
                    Failure.CYPHER_INVALID, "The statement holds the character U+0000; remove it");
        }
    }
}
