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
     * Folds the log into the file. Takes no new writes meanwhile and waits a few seconds for open
     * reads to end.
     *
     * @throws dev.hedgerow.kernel.HedgerowException UNAVAILABLE when reads stayed open too long
     */
    void checkpoint();

    /** The canonical path of the file. */
    Path file();

    /**
     * Interrupts what runs, closes all sessions and returns when the native memory is free. Calls
     * that arrive later are refused. Closing twice does nothing.
     */
    @Override
    void close();
}
