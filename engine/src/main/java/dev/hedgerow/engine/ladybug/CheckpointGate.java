package dev.hedgerow.engine.ladybug;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * Keeps checkpoints and reads apart. The library checkpoints beside open reads, which then see what
 * was committed after they began: a query would mix two moments. So its own checkpoints are turned
 * off, and those that are asked for, by CHECKPOINT or by COPY, which always ends in one, run alone.
 *
 * <p>Calls and open transactions hold a share. Who wants to be alone keeps new ones waiting, and
 * gives up when the old ones do not end soon.
 */
final class CheckpointGate {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration REPEAT = Duration.ofMillis(50);
    private static final Pattern ALONE =
            Pattern.compile("^(?:\\s|;)*(?:CHECKPOINT|COPY|IMPORT)\\b", Pattern.CASE_INSENSITIVE);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int shares;
    private boolean alone;

    CheckpointGate(Clock clock) {
        this.clock = clock;
    }

    /** Whether the statement ends in a checkpoint. */
    static boolean needsToBeAlone(String statement) {
        return ALONE.matcher(statement).find();
    }

    /** Takes a share, as soon as nobody is or wants to be alone. */
    void enter() {
        lock.lock();
        try {
            awaitTurn();
            shares++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            shares--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nobody else holds a share.
     *
     * @param own shares of the caller, 0 or 1
     * @throws HedgerowException UNAVAILABLE when others keep theirs for too long
     */
    void enterAlone(int own) {
        lock.lock();
        try {
            awaitTurn();
            alone = true;
            awaitOthers(own);
        } finally {
            lock.unlock();
        }
    }

    void leaveAlone() {
        lock.lock();
        try {
            alone = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn() {
        while (alone) {
            clock.await(lock, changed, REPEAT);
        }
    }

    private void awaitOthers(int own) {
        boolean entered = false;
        var patience = clock.deadline(PATIENCE);
        try {
            while (shares > own && !patience.passed(clock)) {
                clock.await(lock, changed, patience.left(clock));
            }
            entered = shares <= own;
        } finally {
            if (!entered) {
                leaveAlone();
            }
        }
        if (!entered) {
            throw HedgerowException.of(
                    Failure.UNAVAILABLE,
                    "The database is being read and cannot fold in its log; try again later");
        }
    }
}
