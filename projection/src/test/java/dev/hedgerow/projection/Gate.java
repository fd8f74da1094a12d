package dev.hedgerow.projection;

import java.util.concurrent.CountDownLatch;

/**
 * Stops what comes to it until it is opened: the query {@link #HELD} after its begin and, when
 * armed, the applying of commits.
 */
final class Gate implements TappedEngine.Tap, AutoCloseable {
    static final String HELD = LiveNode.PAIR + " // held";

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean armed;

    /** From now on it stops commits, too. */
    void arm() {
        armed = true;
    }

    /** Waits until somebody stands before it. */
    void awaitReached() throws InterruptedException {
        reached.await();
    }

    /** Lets everybody through, now and later. */
    @Override
    public void close() {
        open.countDown();
    }

    @Override
    public void writing() {
        if (armed) {
            pass();
        }
    }

    @Override
    public void querying(String cypher) {
        if (cypher.equals(HELD)) {
            pass();
        }
    }

    private void pass() {
        reached.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
