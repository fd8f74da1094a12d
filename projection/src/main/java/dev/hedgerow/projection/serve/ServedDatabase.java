package dev.hedgerow.projection.serve;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.EngineDatabase;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The database of one generation, open for queries and for its one writer.
 *
 * <p>Queries {@link #enter} it and leave; {@link #retire} lets those inside finish and closes it
 * with the last. An answer names the commit it was computed at: the number is sampled around the
 * begin of a read transaction, and asked of the database when a commit was under way meanwhile.
 */
public final class ServedDatabase {
    /** Queries of one database that run at a time; others wait. */
    private static final int SESSIONS_MAX = 8;

    private final EngineDatabase database;
    private final Clock clock;
    private final Session writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Session> idle = new ArrayDeque<>();

    /** Odd while a commit is under way. */
    private final AtomicLong version = new AtomicLong();

    private volatile Stamp applied;
    private int sessions;
    private int inside;
    private boolean retired;
    private @Nullable Runnable whenEmpty;

    private ServedDatabase(EngineDatabase database, Clock clock, Session writer, Stamp applied) {
        this.database = database;
        this.clock = clock;
        this.writer = writer;
        this.applied = applied;
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

    /** An answer and the commit it was computed at. */
    public record Answer(Stamp commit, QueryResult result) {}

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

    /** The reader that entered is done. */
    public void leave() {
        Runnable last = null;
        lock.lock();
        try {
            inside--;
            if (retired && inside == 0) {
                last = whenEmpty;
            }
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.run();
        }
    }

    /**
     * Lets nobody in any more; with the last reader the database is closed and {@code then} runs.
     * Retiring twice does nothing.
     */
    public void retire(Runnable then) {
        Runnable close =
                () -> {
                    database.close();
                    then.run();
                };
        boolean empty;
        lock.lock();
        try {
            if (retired) {
                return;
            }
            retired = true;
            whenEmpty = close;
            empty = inside == 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (empty) {
            close.run();
        }
    }

    /** Closes the database if no reader is inside; {@code first} ends its writer. */
    public boolean retireIfEmpty(Runnable first) {
        lock.lock();
        try {
            if (retired || inside > 0) {
                return false;
            }
            retired = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        first.run();
        database.close();
        return true;
    }

    /** Waits until the commit is applied; the caller is inside. */
    public void awaitApplied(Stamp wanted, Deadline deadline) {
        lock.lock();
        try {
            while (wanted.isAfter(applied)) {
                if (deadline.passed(clock)) {
                    throw HedgerowException.of(
                            Failure.BEHIND,
                            "The projection is at %s and has not reached %s in time; try again"
                                    .formatted(applied, wanted),
                            Map.of("applied", applied.toString(), "wanted", wanted.toString()));
                }
                clock.await(lock, changed, deadline.left(clock));
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
            long before = version.get();
            session.beginReadOnly();
            Stamp sampled = applied;
            boolean quiet = before % 2 == 0 && version.get() == before;
            Stamp commit = quiet ? sampled : Marker.read(session);
            Duration left = deadline.left(clock);
            QueryResult result =
                    session.query(cypher, parameters, limits.withTimeout(shorter(limits, left)));
            session.commit();
            good = true;
            return new Answer(commit, result);
        } finally {
            giveBack(session, good);
        }
    }

    private static Duration shorter(QueryLimits limits, Duration left) {
        Duration least = Duration.ofMillis(1);
        Duration most = limits.timeout().compareTo(left) < 0 ? limits.timeout() : left;
        return most.compareTo(least) < 0 ? least : most;
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
     * The caller is inside.
     */
    public void apply(List<Statement> statements, Stamp last) {
        var all = new ArrayList<>(statements);
        all.add(Marker.write(last));
        writing.lock();
        try {
            version.incrementAndGet();
            try {
                writer.transact(all);
                applied = last;
            } finally {
                version.incrementAndGet();
            }
        } finally {
            writing.unlock();
        }
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
