package dev.hedgerow.projection.serve;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The generations that are open on this node, one of each graph, opened when first asked for. A
 * reader holds the one it began on; a swap lets new readers in to the new one first and retires the
 * old one behind them.
 */
public final class Serving implements AutoCloseable {
    /** Databases held open; beyond, the one that was used longest ago is closed. */
    private static final int OPEN_MAX = 256;

    private final CypherEngine engine;
    private final OpenOptions options;
    private final World world;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<GraphId, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    public Serving(CypherEngine engine, OpenOptions options, World world) {
        this.engine = engine;
        this.options = options;
        this.world = world;
    }

    /** A generation that can be opened: its number and its database's file. */
    public record Source(Graph graph, long generation, Path file) {}

    /** An open generation, entered by one reader. */
    public record Open(
            long generation, ServedDatabase database, Optional<HedgerowException> trouble) {}

    /**
     * Works with the graph's active generation, opening it when needed; it stays open until the
     * work is done.
     *
     * @param active looks up which generation is active
     */
    public <T> T with(GraphId graph, Supplier<Source> active, Function<Open, T> work) {
        while (true) {
            Running running = slot(graph).running(active);
            if (running.database.enter()) {
                try {
                    return work.apply(
                            new Open(
                                    running.generation,
                                    running.database,
                                    running.follower.trouble()));
                } finally {
                    running.database.leave();
                }
            }
        }
    }

    /** The generation that is open now, if one is. */
    public Optional<Open> peek(GraphId graph) {
        lock.lock();
        try {
            Slot slot = slots.get(graph);
            Running running = slot == null ? null : slot.running;
            return running == null
                    ? Optional.empty()
                    : Optional.of(
                            new Open(
                                    running.generation,
                                    running.database,
                                    running.follower.trouble()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Serves another generation from now on; what is retired runs {@code then} when it is closed.
     */
    public void swap(Source next, Runnable then) {
        slot(next.graph().id()).swap(next, then);
    }

    /** Closes the graph's database once its readers are done. */
    public void release(GraphId graph, Runnable then) {
        Slot slot;
        lock.lock();
        try {
            slot = slots.remove(graph);
        } finally {
            lock.unlock();
        }
        if (slot == null) {
            then.run();
        } else {
            slot.retire(then);
        }
    }

    private Slot slot(GraphId graph) {
        lock.lock();
        try {
            return slots.computeIfAbsent(graph, _ -> new Slot());
        } finally {
            lock.unlock();
        }
    }

    /** Closes what was used longest ago and has no reader, until there is room for one more. */
    private void makeRoom() {
        List<Slot> oldestFirst;
        lock.lock();
        try {
            oldestFirst = slots.values().stream().filter(slot -> slot.running != null).toList();
        } finally {
            lock.unlock();
        }
        int tooMany = oldestFirst.size() + 1 - OPEN_MAX;
        for (Slot slot : oldestFirst) {
            if (tooMany <= 0) {
                return;
            }
            tooMany -= slot.closeIfIdle() ? 1 : 0;
        }
    }

    @Override
    public void close() {
        List<Slot> all;
        lock.lock();
        try {
            all = new ArrayList<>(slots.values());
            slots.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(slot -> slot.retire(() -> {}));
    }

    private static final class Running {
        final long generation;
        final ServedDatabase database;
        final Follower follower;

        Running(long generation, ServedDatabase database, Follower follower) {
            this.generation = generation;
            this.database = database;
            this.follower = follower;
        }

        void retire(Runnable then) {
            follower.stop();
            database.retire(then);
        }
    }

    /** The place of one graph. */
    private final class Slot {
        private final ReentrantLock opening = new ReentrantLock();
        private volatile @Nullable Running running;

        Running running(Supplier<Source> active) {
            Running now = running;
            if (now != null) {
                return now;
            }
            opening.lock();
            try {
                now = running;
                if (now == null) {
                    makeRoom();
                    now = open(active.get());
                    running = now;
                }
                return now;
            } finally {
                opening.unlock();
            }
        }

        private Running open(Source source) {
            var database = ServedDatabase.open(engine, source.file(), options, world.clock());
            try {
                var follower = new Follower(source.graph(), Branch.MAIN, database, world);
                follower.start();
                return new Running(source.generation(), database, follower);
            } catch (RuntimeException | Error e) {
                database.retire(() -> {});
                throw e;
            }
        }

        void swap(Source next, Runnable then) {
            Running before;
            opening.lock();
            try {
                before = running;
                if (before != null && before.generation == next.generation()) {
                    return;
                }
                running = open(next);
            } finally {
                opening.unlock();
            }
            if (before == null) {
                then.run();
            } else {
                before.retire(then);
            }
        }

        /** Never waits: a slot that is being opened or swapped is not idle. */
        boolean closeIfIdle() {
            if (!opening.tryLock()) {
                return false;
            }
            try {
                Running now = running;
                if (now == null || !now.database.retireIfEmpty(now.follower::stop)) {
                    return false;
                }
                running = null;
                return true;
            } finally {
                opening.unlock();
            }
        }

        void retire(Runnable then) {
            Running before;
            opening.lock();
            try {
                before = running;
                running = null;
            } finally {
                opening.unlock();
            }
            if (before == null) {
                then.run();
            } else {
                before.retire(then);
            }
        }
    }
}
