package dev.hedgerow.engine.ladybug;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** LadybugDB, loaded into this process. */
public final class LadybugEngine implements CypherEngine {
    private static final String FORMAT = "ladybugdb 0.20.4, storage 47";

    private final Library library;
    private final World world;
    private final NativeThreads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<LadybugDatabase> databases = new LinkedHashSet<>();
    private boolean closed;

    private LadybugEngine(Library library, World world, NativeThreads threads) {
        this.library = library;
        this.world = world;
        this.threads = threads;
    }

    public static CypherEngine load(Path nativeFolder, World world) {
        int threadsMax = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        var threads = new NativeThreads(world.threads(), threadsMax);
        return new LadybugEngine(Library.of(nativeFolder), world, threads);
    }

    @Override
    public EngineDatabase open(Path file, OpenOptions options) {
        var path = canonical(file);
        library.claim(path);
        try {
            var opened = new HandOver<>(() -> opened(path, options));
            threads.run(opened);
            return opened.await();
        } catch (NativeFailure e) {
            library.release(path);
            throw Failures.opening(path, e);
        } catch (RuntimeException e) {
            library.release(path);
            throw e;
        }
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public void close() {
        List<LadybugDatabase> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(databases);
        } finally {
            lock.unlock();
        }
        open.forEach(LadybugDatabase::close);
        threads.close();
    }

    Shim shim() {
        return library.shim();
    }

    /** The database's native memory is free. */
    void forget(LadybugDatabase database) {
        lock.lock();
        try {
            databases.remove(database);
        } finally {
            lock.unlock();
        }
        library.release(database.file());
    }

    private LadybugDatabase opened(Path path, OpenOptions options) {
        lock.lock();
        try {
            if (closed) {
                throw HedgerowException.of(Failure.WRONG_STATE, "The engine is closed");
            }
        } finally {
            lock.unlock();
        }
        var address = shim().open(path.toString(), options);
        var database = new LadybugDatabase(this, path, address, options, threads, world);
        lock.lock();
        try {
            databases.add(database);
        } finally {
            lock.unlock();
        }
        return database;
    }

    private static Path canonical(Path file) {
        try {
            var absolute = file.toAbsolutePath().normalize();
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            var folder = absolute.getParent();
            if (folder == null) {
                throw new IOException(file + " is not a file");
            }
            return folder.toRealPath().resolve(absolute.getFileName());
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.INPUT_OUTPUT,
                    "The database " + file + " cannot be opened: its folder must exist");
        }
    }
}
