package dev.hedgerow.store;

/**
 * What was to be read without waiting is not all in memory, or takes too long to read. Whoever
 * asked for such reads asks again, on a thread that may wait; so it says nothing, and knows nothing
 * of where it was thrown.
 */
public final class MustWait extends RuntimeException {
    private static final long serialVersionUID = 1;

    MustWait() {
        super("must wait", null, false, false);
    }
}
