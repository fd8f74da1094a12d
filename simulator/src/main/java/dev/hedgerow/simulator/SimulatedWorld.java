package dev.hedgerow.simulator;

import dev.hedgerow.kernel.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A world played from one seed. Make it and play it on the same platform thread:
 *
 * {@snippet :
 * var world = new SimulatedWorld(seed);
 * var node = world.node("a");
 * world.play(() -> {
 *     node.world().threads().start("worker", () -> work(node.world()));
 *     world.outside().clock().sleep(Duration.ofSeconds(5));
 *     node.crash();
 * });
 * }
 */
public final class SimulatedWorld {
    /** Events of a play at most, unless said otherwise: a guard against endless loops. */
    public static final long EVENTS_MAX = 5_000_000;

    private final long seed;
    private final SplittableRandom root;
    private final Trace trace;
    private final Scheduler scheduler;
    private final SimulatedNode outside;
    private final List<SimulatedNode> nodes = new ArrayList<>();

    public SimulatedWorld(long seed) {
        this(seed, EVENTS_MAX, false);
    }

    /**
     * @param wholeTrace whether to keep every event in words, to compare plays
     */
    SimulatedWorld(long seed, long eventsMax, boolean wholeTrace) {
        this.seed = seed;
        root = new SplittableRandom(seed);
        trace = new Trace(wholeTrace);
        scheduler = new Scheduler(root.split(), trace, eventsMax);
        outside = new SimulatedNode(scheduler, "outside", root.split());
    }

    /** A new machine of this name. */
    public SimulatedNode node(String name) {
        var node = new SimulatedNode(scheduler, name, root.split());
        nodes.add(node);
        return node;
    }

    /** Time and threads that belong to no node and survive every crash. */
    public World outside() {
        return outside.world();
    }

    /** Chance for whoever decides what happens in this world. */
    public RandomGenerator random() {
        return root.split();
    }

    /**
     * Runs the body as a thread outside of all nodes, and everything it starts, until it ends;
     * other threads are left where they stand. A world is played once.
     *
     * @throws SimulationFailure when a thread throws, the body included; when nothing can go on;
     *     when the events run out
     */
    public void play(Runnable body) {
        try {
            scheduler.play("play", outside.life(), body);
        } catch (SimulationFailure e) {
            throw new SimulationFailure("Seed %d: %s".formatted(seed, e.getMessage()), e);
        }
    }

    /** Adds something that happened to what two plays are compared by. */
    public void note(String event) {
        scheduler.note("note", event);
    }

    public long seed() {
        return seed;
    }

    /** Virtual time since the world began. */
    public Duration elapsed() {
        return Duration.ofNanos(scheduler.nanos());
    }

    /** Threads resumed and timers fired. */
    public long events() {
        return scheduler.events();
    }

    /** How often another thread went on than the one before: the proof that plays interleave. */
    public long switches() {
        return scheduler.switches();
    }

    /** Crashes of all nodes. */
    public int crashes() {
        return nodes.stream().mapToInt(SimulatedNode::crashes).sum();
    }

    /** The same for each play of a seed. */
    public long traceHash() {
        return trace.hash();
    }

    List<String> trace() {
        return trace.lines();
    }
}
