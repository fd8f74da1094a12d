package dev.hedgerow.kernel;

/** The only way to start a thread. A body that throws is reported to the default handler. */
public interface Threads {
    /** Starts a virtual thread, for code that blocks in Java. */
    Thread start(String name, Runnable body);

    /**
     * Starts a thread of its own, for loops that block in native code or fsync and would pin a
     * carrier thread.
     */
    Thread startDedicated(String name, Runnable body);
}
