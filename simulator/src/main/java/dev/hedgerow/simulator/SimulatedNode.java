package dev.hedgerow.simulator;

import dev.hedgerow.kernel.World;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A machine of the world. It has a wall clock that may be wrong and a monotonic clock that may run
 * fast or slow, and when it crashes its threads stop where they stand.
 */
public final class SimulatedNode {
    private final Scheduler scheduler;
    private final String name;
    private final RandomGenerator random;
    private final NodeTime time = new NodeTime();
    private Life life;
    private World world;
    private int crashes;

    SimulatedNode(Scheduler scheduler, String name, RandomGenerator random) {
        this.scheduler = scheduler;
        this.name = name;
        this.random = random;
        this.life = new Life(name);
        this.world = born();
    }

    private World born() {
        return new World(
                new NodeClock(scheduler, life, time), new NodeThreads(scheduler, life), random);
    }

    public String name() {
        return name;
    }

    Life life() {
        return life;
    }

    /** Clock, threads and chance of the node's present life; pass it to what runs there. */
    public World world() {
        return world;
    }

    /**
     * Stops every thread of the node for ever, without unwinding it: locks they hold stay held, so
     * whatever survives the crash must not share one with them. Timers are gone. The next life
     * begins at once, with nothing in it. A thread that crashes its own node does not return.
     */
    public void crash() {
        var over = life;
        crashes++;
        life = new Life(name);
        world = born();
        scheduler.kill(over);
        if (scheduler.isSimulated(Thread.currentThread()) && scheduler.current().life() == over) {
            while (over.isOver()) {
                LockSupport.park();
            }
        }
    }

    /** Moves the wall clock forward, or back. */
    public void jump(Duration by) {
        scheduler.note(name, "clock jumps");
        time.jump(by);
    }

    /**
     * Makes both clocks run at another speed from now on; a wait under way keeps its length.
     *
     * @param rate seconds of the node per second of the world, over 0
     */
    public void rate(double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("a clock's rate is over 0: " + rate);
        }
        time.rate(scheduler.nanos(), rate);
    }

    /** How often it has crashed. */
    public int crashes() {
        return crashes;
    }
}
