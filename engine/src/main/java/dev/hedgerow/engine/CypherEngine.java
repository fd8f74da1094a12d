package dev.hedgerow.engine;

import java.nio.file.Path;

/**
 * Opens graph databases that answer Cypher. Everything that goes in or comes out of an engine, its
 * databases and its sessions is plain data, and nothing calls back, so that an engine may stand on
 * the other side of a process boundary.
 *
 * <p>All methods may be called from any thread, virtual ones included: the native work runs on
 * dedicated threads of the engine, the caller only waits.
 */
public interface CypherEngine extends AutoCloseable {
    /**
     * Opens the database in a file, which is created when absent (its folder must exist). One
     * process opens a file once at a time.
     *
     * @throws dev.hedgerow.kernel.HedgerowException LOCKED when the file is open here or in another
     *     process, CORRUPT when it is not a database of this engine's version, LIMIT_EXCEEDED when
     *     it does not fit into the sizes asked for, OVERLOADED when too much native work waits
     */
    EngineDatabase open(Path file, OpenOptions options);

    /**
     * What wrote the files: the engine's name, its version and its storage version. A file of
     * another format is rebuilt, never migrated.
     */
    String format();

    /** Closes all databases that are still open and ends the engine's threads. */
    @Override
    void close();
}
