package dev.hedgerow.tables;

/** Where the answer to a request goes that was begun on a thread that must not wait. */
public interface Reception {
    /** The answer; called once, perhaps by another thread, which must not be kept. */
    void answered(Answer answer);

    /**
     * Called instead when there is no answer without waiting. Nothing has happened; the request is
     * to be asked again with {@link Tables#answer}, on a thread that may wait.
     */
    void mustWait();
}
