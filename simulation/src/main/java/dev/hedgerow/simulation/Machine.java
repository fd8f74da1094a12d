package dev.hedgerow.simulation;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.simulator.SimulatedNode;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.StoreOptions;
import dev.hedgerow.store.Stores;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A node with a disk and a store, that lives several times: clocks that jump, a disk that is slow,
 * full or broken, a process that is killed, power that fails.
 */
public final class Machine {
    private final SimulatedNode node;
    private final Clock clock;
    private final RandomGenerator chance;
    private final MemoryDisk disk;
    private final Duration jump;
    private final StoreOptions options;
    private @Nullable Store store;

    /**
     * @param syncLies whether the disk says it synced and did not
     * @param jump how far its wall clock jumps at most
     */
    public Machine(SimulatedWorld world, boolean syncLies, Duration jump) {
        this(world, syncLies, jump, StoreOptions.DEFAULT);
    }

    /** A machine whose store has options. */
    public Machine(SimulatedWorld world, boolean syncLies, Duration jump, StoreOptions options) {
        this.jump = jump;
        this.options = options;
        node = world.node("node");
        clock = world.outside().clock();
        chance = world.random();
        disk = new MemoryDisk(clock);
        disk.syncLies(syncLies);
    }

    public SimulatedNode node() {
        return node;
    }

    /** Opens the store on what is on the disk. */
    public Store open() {
        var opened = Stores.open(disk, node.world(), options);
        store = opened;
        return opened;
    }

    /**
     * Lets the node live for a while with random faults, and end somehow.
     *
     * @param phase how long the node is left alone at most
     */
    public void live(Duration phase, Consumer<Store> work) {
        store = null;
        disk.latency(Duration.ofNanos(chance.nextInt(3) == 0 ? 0 : chance.nextLong(4_000_000)));
        node.rate(chance.nextDouble(0.8, 1.25));
        node.world().threads().start("boot", () -> work.accept(open()));
        for (int phases = chance.nextInt(1, 5); phases > 0; phases--) {
            clock.sleep(Duration.ofNanos(chance.nextLong(phase.toNanos())));
            jump();
            disk.full(chance.nextInt(8) == 0);
            disk.low(chance.nextInt(8) == 0);
        }
        end(phase);
    }

    /** Lets the node live on without faults. */
    public Store calm() {
        node.rate(1);
        return open();
    }

    private void jump() {
        switch (chance.nextInt(12)) {
            case 0, 1, 2 -> node.jump(Duration.ofSeconds(chance.nextInt(-20, 20)));
            case 3 -> node.jump(Duration.ofNanos(chance.nextLong(-jump.toNanos(), jump.toNanos())));
            default -> {}
        }
    }

    private void end(Duration phase) {
        switch (chance.nextInt(8)) {
            case 0 -> close();
            case 1 -> disk.full(true);
            case 2 -> disk.failing(true);
            default -> {}
        }
        clock.sleep(
                Duration.ofNanos(chance.nextInt(3) == 0 ? chance.nextLong(phase.toNanos()) : 0));
        // the process is killed, and in most cases the power fails with it
        if (chance.nextInt(3) > 0) {
            disk.crash(chance);
        }
        node.crash();
        disk.full(false);
        disk.low(false);
        disk.failing(false);
    }

    /** Closes the store, if it has been opened in this life. */
    public void close() {
        var open = store;
        if (open != null) {
            open.close();
        }
    }
}
