package dev.hedgerow.projection.serve;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place of one graph: the generation that is open, and those that are not let go of yet because
 * readers are still on them. Opening, swapping and closing take turns; readers need no turn.
 */
final class Slot {
    /** How long a swap waits for the new generation to be as far as the old one. */
    private static final Duration CATCH_UP_MAX = Duration.ofSeconds(30);

    private final CypherEngine engine;
    private final OpenOptions options;
    private final World world;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<Long, Running> leaving = new ConcurrentSkipListMap<>();
    private volatile @Nullable Running running;
    private volatile Serving.@Nullable Unopened unopened;
    private boolean ended;

    Slot(CypherEngine engine, OpenOptions options, World world) {
        this.engine = engine;
        this.options = options;
        this.world = world;
    }

    /** The generation that is open now, if one is. */
    Optional<Running> peek() {
        return Optional.ofNullable(running);
    }

    /** What could not be opened, if nothing could be since. */
    Optional<Serving.Unopened> unopened() {
        return Optional.ofNullable(unopened);
    }

    /** Whether the generation's file is open. */
    boolean holds(long generation) {
        Running now = running;
        return leaving.containsKey(generation) || (now != null && now.generation == generation);
    }

    /** The open generation; opens the active one when there is none. */
    Running running(Supplier<Serving.Source> active, Runnable beforeOpening) {
        Running now = running;
        if (now != null) {
            return now;
        }
        turn.lock();
        try {
            refuseEnded();
            now = running;
            if (now == null) {
                beforeOpening.run();
                now = open(active.get());
                running = now;
            }
            return now;
        } finally {
            turn.unlock();
        }
    }

    private void refuseEnded() {
        if (ended) {
            throw HedgerowException.of(
                    Failure.PROJECTION_NOT_FOUND, "The graph's projection is closed for good");
        }
    }

    /** Opens the file, or lets readers in again to what is not closed yet. */
    private Running open(Serving.Source source) {
        Running left = leaving.get(source.generation());
        if (left != null && left.database.revive()) {
            leaving.remove(source.generation());
            return Running.follow(source, left.database, world);
        }
        ServedDatabase database;
        try {
            database = ServedDatabase.open(engine, source.file(), options, world.clock());
            unopened = null;
        } catch (HedgerowException e) {
            unopened = new Serving.Unopened(source.generation(), e);
            throw e;
        }
        try {
            return Running.follow(source, database, world);
        } catch (RuntimeException | Error e) {
            database.retire(() -> {});
            throw e;
        }
    }

    /** Lets readers in to another generation, which is as far as the old one by then. */
    void swap(Serving.Source next, Runnable then) {
        turn.lock();
        try {
            refuseEnded();
            Running before = running;
            if (before == null) {
                running = open(next);
                then.run();
            } else if (before.generation != next.generation()) {
                Running fresh = open(next);
                overtake(before, fresh);
                leaving.put(before.generation, before);
                running = fresh;
                retire(before, then);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Brings the new generation to where the old one is, which stands still in the end. */
    private void overtake(Running before, Running fresh) {
        try {
            Deadline deadline = world.clock().deadline(CATCH_UP_MAX);
            fresh.catchUp(before.database.applied(), deadline, world.clock());
            before.follower.stop();
            fresh.catchUp(before.database.applied(), deadline, world.clock());
        } catch (RuntimeException | Error e) {
            leaving.put(fresh.generation, fresh);
            retire(fresh, () -> {});
            before.follower.stop();
            running = Running.follow(before.source, before.database, world);
            throw e;
        }
    }

    /** It is among {@link #leaving} until its last reader has left. */
    private void retire(Running old, Runnable then) {
        old.follower.stop();
        old.database.retire(() -> {
            leaving.remove(old.generation, old);
            then.run();
        });
    }

    /** Never waits: a slot that is being opened or swapped is not idle. */
    boolean closeIfIdle() {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            Running now = running;
            if (now == null || !now.database.isEmpty()) {
                return false;
            }
            stop(now);
            return true;
        } finally {
            turn.unlock();
        }
    }

    private void stop(Running now) {
        leaving.put(now.generation, now);
        running = null;
        retire(now, () -> {});
    }

    /** Lets nobody in any more and closes the database behind its last reader. */
    void end() {
        turn.lock();
        try {
            ended = true;
            Running now = running;
            if (now != null) {
                stop(now);
            }
        } finally {
            turn.unlock();
        }
    }

    /** After {@link #end}: waits for the readers, and interrupts those that take too long. */
    void clear(Duration grace) {
        Deadline deadline = world.clock().deadline(grace);
        for (Running left : List.copyOf(leaving.values())) {
            left.database.awaitClosed(deadline);
        }
    }
}
