package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A node that beats, reports the free disk of its volumes and declares the silent ones lost, every
 * {@link Fleet#BEAT} until it is closed. What fails is tried again with the next beat; only a newer
 * incarnation of the instance ends it.
 */
public final class Presence implements AutoCloseable {
    private final Fleet fleet;
    private final Clock clock;
    private final Instance node;
    private final Runnable deposed;
    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition changed = mutex.newCondition();
    private boolean closed;
    private Optional<HedgerowException> trouble = Optional.empty();

    Presence(Fleet fleet, World world, Instance node, Runnable deposed) {
        this.fleet = fleet;
        this.clock = world.clock();
        this.node = node;
        this.deposed = deposed;
        // a dedicated thread: measuring a disk may block in native code
        world.threads().startDedicated("presence-" + node.id(), this::beats);
    }

    /** What went wrong with the last beat; empty when nothing did. */
    public Optional<HedgerowException> trouble() {
        mutex.lock();
        try {
            return trouble;
        } finally {
            mutex.unlock();
        }
    }

    private void beats() {
        do {
            Optional<HedgerowException> failure = beat();
            if (failure.map(HedgerowException::failure).equals(Optional.of(Failure.STALE_EPOCH))) {
                deposed.run();
                return;
            }
        } while (rested());
    }

    private Optional<HedgerowException> beat() {
        Optional<HedgerowException> failure = Optional.empty();
        try {
            fleet.heartbeat(node);
            fleet.reportSpaces();
            fleet.loseSilent(Fleet.SILENCE);
        } catch (HedgerowException e) {
            failure = Optional.of(e);
        }
        mutex.lock();
        try {
            trouble = failure;
        } finally {
            mutex.unlock();
        }
        return failure;
    }

    private boolean rested() {
        mutex.lock();
        try {
            var next = clock.deadline(Fleet.BEAT);
            while (!closed && !next.passed(clock)) {
                clock.await(mutex, changed, next.left(clock));
            }
            return !closed;
        } finally {
            mutex.unlock();
        }
    }

    /** Beats no more. */
    @Override
    public void close() {
        mutex.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            mutex.unlock();
        }
    }
}
