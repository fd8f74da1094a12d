package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failpoints;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds up whoever comes to the step for the given time, until it is opened. */
final class Gate implements Failpoints<RunnerStep> {
    private final RunnerStep step;
    private final int time;
    private final AtomicInteger times = new AtomicInteger();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    Gate(RunnerStep step, int time) {
        this.step = step;
        this.time = time;
    }

    @Override
    public void reached(RunnerStep reached) {
        if (reached == step && times.incrementAndGet() == time) {
            arrived.countDown();
            await(open);
        }
    }

    /** Waits until somebody stands before the gate. */
    void awaitArrival() {
        await(arrived);
    }

    void open() {
        open.countDown();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a test thread was interrupted", e);
        }
    }
}
