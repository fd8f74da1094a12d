package dev.hedgerow.engine.ladybug;

import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.engine.Session;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A native database and its sessions. It is freed when it is closed and the last session is gone,
 * which is the session of a call that cannot be interrupted, at worst.
 */
final class LadybugDatabase implements EngineDatabase {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration REPEAT = Duration.ofMillis(10);

    private final LadybugEngine engine;
    private final Path file;
    private final MemorySegment address;
    private final OpenOptions options;
    private final NativeThreads threads;
    private final World world;
    private final CheckpointGate gate;
    private final AtomicLong schemaVersion = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<LadybugSession> sessions = new LinkedHashSet<>();
    private boolean closed;
    private boolean freeing;
    private boolean freed;

    LadybugDatabase(
            LadybugEngine engine,
            Path file,
            MemorySegment address,
            OpenOptions options,
            NativeThreads threads,
            World world) {
        this.engine = engine;
        this.file = file;
        this.address = address;
        this.options = options;
        this.threads = threads;
        this.world = world;
        gate = new CheckpointGate(world.clock());
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Session session() {
        lock.lock();
        try {
            if (closed) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE, "The database " + file + " is closed");
            }
            var shim = engine.shim();
            var connection = new Connection(shim, address, options.threads(), schemaVersion);
            var session = new LadybugSession(this, connection, threads, gate, world.clock());
            sessions.add(session);
            return session;
        } catch (NativeFailure e) {
            throw Failures.running(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void checkpoint() {
        try (var session = session()) {
            session.execute("CHECKPOINT");
        }
    }

    @Override
    public long logBytes() {
        var log = file.resolveSibling(file.getFileName() + ".wal");
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            return 0; // folded in and deleted since
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        freeWhenLast();
        var patience = world.clock().deadline(CLOSE_PATIENCE);
        while (!isFreed()) {
            stopSessions();
            if (patience.passed(world.clock())) {
                throw HedgerowException.of(
                        Failure.DEADLINE_EXCEEDED,
                        "A query on "
                                + file
                                + " cannot be interrupted; the database closes when it ends");
            }
            pause();
        }
    }

    /** A session has freed its connection. */
    void forget(LadybugSession session) {
        lock.lock();
        try {
            sessions.remove(session);
        } finally {
            lock.unlock();
        }
        freeWhenLast();
    }

    private void stopSessions() {
        List<LadybugSession> open;
        lock.lock();
        try {
            open = List.copyOf(sessions);
        } finally {
            lock.unlock();
        }
        open.forEach(LadybugSession::stop);
    }

    private void freeWhenLast() {
        lock.lock();
        try {
            if (!closed || freeing || !sessions.isEmpty()) {
                return;
            }
            freeing = true;
        } finally {
            lock.unlock();
        }
        var _ = world.threads().startDedicated("engine-close", this::free);
    }

    /** Folds the log into the file, which may take a while. */
    private void free() {
        try {
            engine.shim().close(address);
            engine.shim().trim();
        } finally {
            engine.forget(this);
            lock.lock();
            try {
                freed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean isFreed() {
        lock.lock();
        try {
            return freed;
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            if (!freed) {
                world.clock().await(lock, changed, REPEAT);
            }
        } finally {
            lock.unlock();
        }
    }
}
