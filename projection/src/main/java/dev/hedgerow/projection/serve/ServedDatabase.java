package dev.hedgerow.projection.serve;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.engine.Session;
import dev.hedgerow.engine.Statement;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The database of one generation, open for queries and for its one writer.
 *
 * <p>Queries {@link #enter} it and leave; {@link #retire} lets those inside finish and closes it
 * with the last. An answer names exactly the commit it was computed at.
 */
public final class ServedDatabase {
    /** Queries of one database that run at a time; others wait. */
    private static final int SESSIONS_MAX = 8;

    /** Bytes of the engine's log that call for a checkpoint. */
    private static final long LOG_MAX = 16L << 20;

    private static final Duration CHECKPOINT_PAUSE = Duration.ofSeconds(10);
    private static final Duration REPEAT = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger(ServedDatabase.class.getName());

    private final EngineDatabase database;
    private final Clock clock;
    private final Session writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition wished = lock.newCondition();
    private final ArrayDeque<Session> idle = new ArrayDeque<>();

    /** No query begins while a commit is under way, so that each knows what it sees. */
    private final ReentrantReadWriteLock moment = new ReentrantReadWriteLock(true);

    private volatile Stamp applied;

    /** Whether the database may be further than {@link #applied}: its last commit failed. */
    private volatile boolean doubtful;

    private int sessions;
    private int inside;
    private int waiting;
    private boolean retired;
    private boolean closed;
    private Runnable whenClosed = () -> {};
    private Deadline nextCheckpoint;

    private ServedDatabase(EngineDatabase database, Clock clock, Session writer, Stamp applied) {
        this.database = database;
        this.clock = clock;
        this.writer = writer;
        this.applied = applied;
        this.nextCheckpoint = clock.deadline(Duration.ZERO);
    }

    /** Opens a generation's file. */
    public static ServedDatabase open(
            CypherEngine engine, Path file, OpenOptions options, Clock clock) {
        EngineDatabase database = engine.open(file, options);
        try {
            Session writer = database.session();
            return new ServedDatabase(database, clock, writer, Marker.read(writer));
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /**
     * An answer and the commit it was computed at.
     *
     * @param ends nodes at the ends of edges whose rows do not have them
     */
    public record Answer(Stamp commit, QueryResult result, Map<InternalId, NodeValue> ends) {
        public Answer {
            ends = Collections.unmodifiableMap(ends);
        }
    }

    /** The commit that queries which begin now see, or a later one. */
    public Stamp applied() {
        return applied;
    }

    /**
     * Lets a reader in.
     *
     * @return false when the database is retired: look for the newer generation
     */
    public boolean enter() {
        lock.lock();
        try {
            if (retired) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The reader that entered is done; the last one of a retired database closes it. */
    public void leave() {
        boolean last;
        lock.lock();
        try {
            inside--;
            last = retired && inside == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            close();
        }
    }

    /**
     * Lets nobody in any more; with the last reader the database is closed and {@code then} runs.
     * Retiring twice does nothing.
     */
    void retire(Runnable then) {
        boolean empty;
        lock.lock();
        try {
            if (retired) {
                return;
            }
            retired = true;
            whenClosed = then;
            empty = inside == 0;
            changed.signalAll();
            wished.signalAll();
        } finally {
            lock.unlock();
        }
        if (empty) {
            close();
        }
    }

    /**
     * Lets readers in again, if the last one has not left yet; else waits until it is closed.
     *
     * @return whether it is open
     */
    boolean revive() {
        lock.lock();
        try {
            if (retired && inside > 0) {
                retired = false;
                return true;
            }
            while (retired && !closed) {
                clock.await(lock, changed, REPEAT);
            }
            return !retired;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return inside == 0;
        } finally {
            lock.unlock();
        }
    }

    /** A failure is nobody's fault who is here: what was committed is in the log. */
    private void close() {
        Runnable then;
        try {
            database.close();
        } catch (HedgerowException e) {
            LOG.log(Level.WARNING, "A database was not closed in order", e);
        } finally {
            lock.lock();
            try {
                closed = true;
                then = whenClosed;
                whenClosed = () -> {};
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
        then.run();
    }

    /** Waits for the last reader of a retired database; interrupts them when it takes too long. */
    void awaitClosed(Deadline deadline) {
        lock.lock();
        try {
            while (!closed && !deadline.passed(clock)) {
                clock.await(lock, changed, deadline.left(clock));
            }
            if (closed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        close();
    }

    /**
     * Waits until the commit is applied; the caller is inside.
     *
     * @return false when the deadline passed, or the database was retired: a newer one may have it
     */
    boolean await(Stamp wanted, Deadline deadline) {
        if (!wanted.isAfter(applied)) {
            return true;
        }
        lock.lock();
        waiting++;
        wished.signalAll();
        try {
            while (wanted.isAfter(applied)) {
                if (retired || deadline.passed(clock)) {
                    return false;
                }
                clock.await(lock, changed, deadline.left(clock));
            }
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** Waits that long, or until somebody waits for a commit. */
    void rest(Duration max) {
        Deadline deadline = clock.deadline(max);
        lock.lock();
        try {
            while (waiting == 0 && !retired && !deadline.passed(clock)) {
                clock.await(lock, wished, deadline.left(clock));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks; the caller is inside. */
    public Answer query(
            String cypher,
            Map<String, ? extends @Nullable Object> parameters,
            QueryLimits limits,
            Deadline deadline) {
        Session session = borrow(deadline);
        boolean good = false;
        try {
            Stamp commit = begin(session);
            QueryResult result = session.query(cypher, parameters, left(limits, deadline));
            var ends = new EdgeEnds(session, () -> left(limits, deadline)).of(result);
            session.commit();
            good = true;
            return new Answer(commit, result, ends);
        } finally {
            giveBack(session, good);
        }
    }

    private Stamp begin(Session session) {
        moment.readLock().lock();
        try {
            session.beginReadOnly();
            return doubtful ? Marker.read(session) : applied;
        } finally {
            moment.readLock().unlock();
        }
    }

    private QueryLimits left(QueryLimits limits, Deadline deadline) {
        Duration least = Duration.ofMillis(1);
        Duration left = deadline.left(clock);
        Duration most = limits.timeout().compareTo(left) < 0 ? limits.timeout() : left;
        return limits.withTimeout(most.compareTo(least) < 0 ? least : most);
    }

    private Session borrow(Deadline deadline) {
        lock.lock();
        try {
            while (idle.isEmpty() && sessions >= SESSIONS_MAX) {
                if (deadline.passed(clock)) {
                    throw HedgerowException.of(
                            Failure.OVERLOADED,
                            "%d queries of this graph are running already; try again"
                                    .formatted(SESSIONS_MAX));
                }
                clock.await(lock, changed, deadline.left(clock));
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
            sessions++;
        } finally {
            lock.unlock();
        }
        try {
            return database.session();
        } catch (RuntimeException | Error e) {
            forget();
            throw e;
        }
    }

    private void giveBack(Session session, boolean good) {
        if (good) {
            lock.lock();
            try {
                idle.push(session);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        } else {
            session.close();
            forget();
        }
    }

    private void forget() {
        lock.lock();
        try {
            sessions--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Applies whole commits in one transaction of the engine, which also records the last of them.
     * The caller is the only one that applies.
     */
    void apply(List<Statement> statements, Stamp last) {
        var all = new ArrayList<>(statements);
        all.add(Marker.write(last));
        try {
            writer.begin(all);
            commit(last);
        } catch (RuntimeException | Error e) {
            writer.rollback();
            throw e;
        }
        tell();
    }

    /** Who waits for a commit looks again. */
    private void tell() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A commit that fails may have happened all the same. */
    private void commit(Stamp last) {
        moment.writeLock().lock();
        try {
            doubtful = true;
            writer.commit();
            applied = last;
            doubtful = false;
        } finally {
            moment.writeLock().unlock();
        }
    }

    /**
     * Learns what became of a commit that failed. Until then each query asks the database itself
     * which commit it sees. For the one that applies.
     */
    void settle() {
        if (!doubtful) {
            return;
        }
        moment.writeLock().lock();
        try {
            applied = Marker.read(writer);
            doubtful = false;
        } finally {
            moment.writeLock().unlock();
        }
        tell();
    }

    /**
     * Folds the engine's log into the file when it is large; with readers that do not end it is put
     * off, because new ones wait meanwhile.
     */
    void relieve() {
        if (database.logBytes() < LOG_MAX || !nextCheckpoint.passed(clock)) {
            return;
        }
        try {
            database.checkpoint();
        } catch (HedgerowException e) {
            if (e.failure() != Failure.UNAVAILABLE) {
                throw e;
            }
            nextCheckpoint = clock.deadline(CHECKPOINT_PAUSE);
        }
    }
}
