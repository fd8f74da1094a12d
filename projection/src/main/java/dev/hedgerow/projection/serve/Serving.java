package dev.hedgerow.projection.serve;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The generations that are open on this node, one of each graph, opened when first asked for. A
 * reader holds the one it began on; a swap lets new readers in to the new one first and retires the
 * old one behind them.
 */
public final class Serving implements AutoCloseable {
    /** Databases held open; beyond, the one that was used longest ago is closed. */
    private static final int OPEN_MAX = 256;

    /** How long the readers of a graph that goes may go on. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final CypherEngine engine;
    private final OpenOptions options;
    private final World world;
    private final ReentrantLock lock = new ReentrantLock();

    /** In the order of their last use. */
    private final Map<GraphId, Slot> slots = new LinkedHashMap<>();

    private boolean closed;

    public Serving(CypherEngine engine, OpenOptions options, World world) {
        this.engine = engine;
        this.options = options;
        this.world = world;
    }

    /**
     * A generation that can be opened.
     *
     * @param schemaVersion of the schema that it was built with
     * @param file its database
     */
    public record Source(Graph graph, long generation, long schemaVersion, Path file) {}

    /**
     * An open generation, entered by one reader.
     *
     * @param schema that it was built with
     */
    public record Open(
            long generation,
            Schema schema,
            ServedDatabase database,
            Optional<HedgerowException> trouble) {}

    /**
     * Works with the graph's active generation, opening it when needed; it stays open until the
     * work is done.
     *
     * @param active looks up which generation is active
     */
    public <T> T with(GraphId graph, Supplier<Source> active, Function<Open, T> work) {
        return with(graph, active, Stamp.ZERO, world.clock().deadline(Duration.ZERO), work);
    }

    /**
     * The same as soon as the commit is applied, on whichever generation is the active one then.
     *
     * @throws HedgerowException BEHIND when the deadline passed first
     */
    public <T> T with(
            GraphId graph,
            Supplier<Source> active,
            Stamp commit,
            Deadline deadline,
            Function<Open, T> work) {
        while (true) {
            Running running = slot(graph).running(active, this::makeRoom);
            if (running.database.enter()) {
                try {
                    if (running.database.await(commit, deadline)) {
                        return work.apply(running.open());
                    }
                    if (deadline.passed(world.clock())) {
                        throw running.behind(commit);
                    }
                } finally {
                    running.database.leave();
                }
            }
        }
    }

    /** What is open of the graph, if anything is; not entered, so for looking only. */
    public Optional<Open> peek(GraphId graph) {
        lock.lock();
        try {
            Slot slot = slots.get(graph);
            return slot == null ? Optional.empty() : slot.peek().map(Running::open);
        } finally {
            lock.unlock();
        }
    }

    /** A generation whose file could not be opened when it was tried last. */
    public record Unopened(long generation, HedgerowException cause) {}

    /** Which generation of the graph could not be opened, if none could be since. */
    public Optional<Unopened> unopened(GraphId graph) {
        lock.lock();
        try {
            Slot slot = slots.get(graph);
            return slot == null ? Optional.empty() : slot.unopened();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the generation's file is open. */
    public boolean isOpen(GraphId graph, long generation) {
        lock.lock();
        try {
            Slot slot = slots.get(graph);
            return slot != null && slot.holds(generation);
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

    /**
     * Closes the graph's database for good, which nothing calls active any more. Its readers have a
     * while to end and are interrupted then.
     */
    public void release(GraphId graph) {
        Slot slot = slot(graph);
        slot.end();
        slot.clear(GRACE);
        lock.lock();
        try {
            slots.remove(graph, slot);
        } finally {
            lock.unlock();
        }
    }

    private Slot slot(GraphId graph) {
        lock.lock();
        try {
            if (closed) {
                throw HedgerowException.of(Failure.SHUTTING_DOWN, Failure.SHUTTING_DOWN.sentence());
            }
            Slot known = slots.remove(graph);
            Slot slot = known == null ? new Slot(engine, options, world) : known;
            slots.put(graph, slot);
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /** Closes what was used longest ago and has no reader, until there is room for one more. */
    private void makeRoom() {
        List<Slot> oldestFirst;
        lock.lock();
        try {
            oldestFirst = slots.values().stream().filter(slot -> slot.peek().isPresent()).toList();
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

    /** Ends following; each database closes behind its last reader. */
    @Override
    public void close() {
        List<Slot> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(slots.values());
            slots.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Slot::end);
    }
}
