package dev.hedgerow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.simulator.SimulatedNode;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A node of a simulated world with a store on a simulated disk, and runners. Time is virtual: it
 * passes only while nobody can go on.
 */
final class Fixture implements AutoCloseable {
    static final Origin ALICE = Origin.of("alice", "default");
    static final Subspace EFFECTS = new Subspace(99, "effects of tests");

    /** Plays of each scenario, with another order of the threads in each. */
    private static final int SEEDS = 10;

    /** Less than any period of a runner: what happens within it was not found by looking again. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    /** First elements of the keys that follow from records; turns follow from schedules. */
    private static final int FIRST_INDEX = 4;

    private static final int TURNS = 8;
    private static final int AFTER_INDEXES = 12;

    private final SimulatedNode node;
    final Clock clock;
    final World world;
    final MemoryDisk disk;
    final Store store;
    final Operations operations;
    final Schedules schedules;
    private final List<OperationsRunner> runners = new ArrayList<>();

    private Fixture(SimulatedNode node) {
        this.node = node;
        world = node.world();
        clock = world.clock();
        disk = new MemoryDisk(clock);
        store = Stores.open(disk, world);
        operations = new Operations(store, world);
        schedules = new Schedules(operations);
    }

    /** What happens in a test. */
    interface Scene {
        void play(Fixture fixture) throws InterruptedException;
    }

    /**
     * Plays a scene, once for each of some seeds; {@code -Dseed=N} plays one of them, {@code
     * -Dseeds=N} so many. A failure names its seed.
     */
    static void play(Scene scene) {
        play(SEEDS, scene);
    }

    /** Plays a scene that takes long, or in which only one thread acts. */
    static void play(int seeds, Scene scene) {
        Long one = Long.getLong("seed");
        long from = one == null ? 0 : one;
        long count = one == null ? Long.getLong("seeds", seeds) : 1;
        for (long seed = from; seed < from + count; seed++) {
            var played = new SimulatedWorld(seed);
            played.play(() -> {
                try (var fixture = new Fixture(played.node("node"))) {
                    scene.play(fixture);
                    fixture.checkIndexes();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    InstanceId instance() {
        return new Ids(world).instance();
    }

    /** Starts a runner with an instance of its own. */
    OperationsRunner runner(OperationType<?>... types) {
        return runner(2, Failpoints.none(), types);
    }

    OperationsRunner runner(
            int workers, Failpoints<RunnerStep> failpoints, OperationType<?>... types) {
        return runner(instance(), 1, workers, failpoints, types);
    }

    OperationsRunner runner(
            InstanceId instance,
            long incarnation,
            int workers,
            Failpoints<RunnerStep> failpoints,
            OperationType<?>... types) {
        var runner = new OperationsRunner(operations, List.of(types), workers, failpoints);
        runner.start(instance, incarnation);
        runners.add(runner);
        return runner;
    }

    OperationId enqueue(OperationType<Work> type, String... targets) {
        return operations.enqueue(type, Work.on(targets), ALICE);
    }

    State state(OperationId id) {
        return operations.require(id).state();
    }

    /** Waits for the end, which has to come without anybody waiting for a time. */
    Operation ended(OperationId id) {
        Operation ended = operations.await(id, AT_ONCE);
        assertThat(ended.state().ended()).as("%s ends at once", ended).isTrue();
        return ended;
    }

    /** Waits for an event, likewise. */
    Event happened(OperationId id, Event.What what) {
        Deadline soon = clock.deadline(AT_ONCE);
        try (var watch = operations.watch(id)) {
            do {
                for (Event event : operations.events(id, 0, 1000)) {
                    if (event.what() == what) {
                        return event;
                    }
                }
            } while (watch.await(soon.left(clock)));
        }
        throw new AssertionError("%s of %s did not happen at once".formatted(what, id));
    }

    /** Kills a runner as a process is killed. */
    void kill(OperationsRunner runner) {
        runner.abandon();
        runners.remove(runner);
    }

    /** Waits until a killed runner's workers have all come to an end. */
    void awaitWorkers(OperationsRunner killed) {
        assertThat(killed.awaitWorkers(AT_ONCE)).isTrue();
    }

    /** Lets time pass until the operation has ended or the time is over. */
    Operation endedWithin(OperationId id, Duration max) {
        return operations.await(id, max);
    }

    /** Lets a piece of time pass. */
    void pass(Duration time) {
        clock.sleep(time);
    }

    /** Moves the wall clock, so that nobody has to be awake for all the time between. */
    void jump(Duration time) {
        node.jump(time);
    }

    /** Adds to a counter outside the layer, as an effect of an operation. */
    static long count(Transaction transaction, String name) {
        Key key = EFFECTS.key("counter", name);
        long count = transaction.get(key).map(entry -> entry.tuple().number(0)).orElse(0L) + 1;
        transaction.put(key, Tuple.of(count));
        return count;
    }

    long counted(String name) {
        try (Store.Snapshot snapshot = store.snapshot()) {
            return snapshot.get(EFFECTS.key("counter", name))
                    .map(entry -> entry.tuple().number(0))
                    .orElse(0L);
        }
    }

    /** Fails unless exactly those index keys are there that follow from the records. */
    void checkIndexes() {
        var expected = new TreeMap<Key, Tuple>();
        var found = new TreeMap<Key, Tuple>();
        try (Store.Snapshot snapshot = store.snapshot()) {
            for (var entry : snapshot.stream(Keys.records())) {
                var operation = Records.require(snapshot, Keys.lastId(entry.key()));
                expected.putAll(IndexKeys.of(operation));
            }
            for (int index = FIRST_INDEX; index < AFTER_INDEXES; index++) {
                if (index != TURNS) {
                    for (var entry : snapshot.stream(KeyRange.below(Keys.SPACE, Tuple.of(index)))) {
                        found.put(entry.key(), entry.tuple());
                    }
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    List<Event.What> events(OperationId id) {
        return operations.events(id, 0, 1000).stream().map(Event::what).toList();
    }

    List<String> stepNames(OperationId id) {
        return operations.steps(id).stream().map(RecordedStep::name).toList();
    }

    /** How many keys the layer holds. */
    int keys() {
        try (Store.Snapshot snapshot = store.snapshot()) {
            int count = 0;
            for (var _ : snapshot.stream(KeyRange.all(Keys.SPACE))) {
                count++;
            }
            return count;
        }
    }

    @Override
    public void close() {
        runners.forEach(OperationsRunner::abandon);
        store.close();
    }
}
