package dev.hedgerow.engine;

import java.nio.file.Path;

/** One open database file. Sessions of one database work at the same time. */
public interface EngineDatabase extends AutoCloseable {
    /**
     * A session, cheap and for one caller at a time.
     *
     * @throws dev.hedgerow.kernel.HedgerowException WRONG_STATE when the database is closed
     */
    Session session();

    /**
     * Folds the log into the file, which otherwise happens at {@link #close} only. It runs alone:
     * for half a second at most it keeps new calls waiting for running ones and open transactions
     * to end, and as long as it takes by itself.
     *
     * @throws dev.hedgerow.kernel.HedgerowException UNAVAILABLE when they did not end; nothing has
     *     happened then
     */
    void checkpoint();

    /** Size of the log, which grows with every commit until a {@link #checkpoint}. */
    long logBytes();

    /** The canonical path of the file. */
    Path file();

    /**
     * Interrupts what runs, closes all sessions and returns when the native memory is free. Calls
     * that arrive later are refused. Closing twice does nothing.
     */
    @Override
    void close();
}
