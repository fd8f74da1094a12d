package dev.hedgerow.engine.ladybug;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The native library of this process, loaded once and never unloaded, and the files that are open
 * through it. The library itself would open a file twice in one process and destroy it.
 */
final class Library {
    private static final String FILE = "libhedgerow-engine.so";
    private static final String RUNTIME = "libstdc++.so.6";
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static @Nullable Library loaded;

    private final Path folder;
    private final Shim shim;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Path> openFiles = new HashSet<>();

    private Library(Path folder, Shim shim) {
        this.folder = folder;
        this.shim = shim;
    }

    /** The library of the folder, loaded now or before. */
    static Library of(Path folder) {
        var path = canonical(folder);
        LOCK.lock();
        try {
            if (loaded == null) {
                loaded = new Library(path, load(path));
            } else if (!loaded.folder.equals(path)) {
                throw HedgerowException.of(
                        Failure.INVALID_CONFIGURATION,
                        "This process has loaded the engine of "
                                + loaded.folder
                                + " and cannot load that of "
                                + path
                                + "; start another process for it");
            }
            return loaded;
        } finally {
            LOCK.unlock();
        }
    }

    Shim shim() {
        return shim;
    }

    /** Makes the caller the only owner of the file in this process. */
    void claim(Path canonicalFile) {
        lock.lock();
        try {
            if (!openFiles.add(canonicalFile)) {
                throw HedgerowException.of(
                        Failure.LOCKED,
                        "The database "
                                + canonicalFile
                                + " is open in this process already; use that one or close it");
            }
        } finally {
            lock.unlock();
        }
    }

    void release(Path canonicalFile) {
        lock.lock();
        try {
            openFiles.remove(canonicalFile);
        } finally {
            lock.unlock();
        }
    }

    private static Path canonical(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw missing(folder, e);
        }
    }

    @SuppressWarnings("restricted") // this class is where the process trusts native code
    private static Shim load(Path folder) {
        var file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw missing(folder, new IOException("no such file: " + file));
        }
        try {
            ownRuntimeFirst();
            var shim = new Shim(SymbolLookup.libraryLookup(file, Arena.global()));
            shim.selfCheck();
            return shim;
        } catch (IllegalArgumentException | NativeFailure e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.INVALID_CONFIGURATION,
                    "The engine's library "
                            + file
                            + " cannot be loaded ("
                            + e.getMessage()
                            + "); it needs glibc 2.34 or newer and libssl.so.3 and libcrypto.so.3"
                            + " (Debian: apt-get install libssl3)");
        }
    }

    /**
     * The engine brings a C++ runtime of its own. When the system's is loaded as a part of the
     * engine, it is bound to that one, and every other native library of the process that uses it
     * frees memory that is not its own. Loaded before, it is bound to itself.
     */
    @SuppressWarnings("restricted") // this class is where the process trusts native code
    private static void ownRuntimeFirst() {
        var _ = SymbolLookup.libraryLookup(RUNTIME, Arena.global());
    }

    private static HedgerowException missing(Path folder, IOException cause) {
        return HedgerowException.causedBy(
                cause,
                Failure.INVALID_CONFIGURATION,
                "The engine's library is not in "
                        + folder
                        + "; build it (mvn -pl engine -am generate-resources) and point the system"
                        + " property hedgerow.native at engine/target/native");
    }
}
