package dev.hedgerow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Threads;
import dev.hedgerow.kernel.World;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A store on a simulated disk, a clock that the test moves, and runners. */
final class Fixture implements AutoCloseable {
    static final Origin ALICE = Origin.of("alice", "default");
    static final Subspace EFFECTS = new Subspace(99, "effects of tests");

    /** The threads that every runner has once, and that act when their time has come. */
    private static final Set<String> WATCHING = Set.of("operations-rounds", "operations-leases");

    final ManualClock clock = new ManualClock();
    private final VirtualThreads threads = new VirtualThreads();
    final World world = new World(clock, threads, new Random(Long.getLong("seed", 20260301)));
    final Store store = Stores.open(new MemoryDisk(clock), world);
    final Operations operations = new Operations(store, world);
    private final Map<OperationsRunner, List<Thread>> runners = new LinkedHashMap<>();

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
        threads.watching.clear();
        runner.start(instance, incarnation);
        runners.put(runner, List.copyOf(threads.watching));
        return runner;
    }

    OperationId enqueue(OperationType<Work> type, String... targets) {
        return operations.enqueue(type, Work.on(targets), ALICE);
    }

    State state(OperationId id) {
        return operations.require(id).state();
    }

    /** Waits for the end, without letting time pass. */
    Operation ended(OperationId id) {
        return operations.await(id, Duration.ofDays(10_000));
    }

    /** Waits for an event, without letting time pass. */
    Event happened(OperationId id, Event.What what) {
        try (var watch = operations.watch(id)) {
            while (true) {
                for (Event event : operations.events(id, 0, 1000)) {
                    if (event.what() == what) {
                        return event;
                    }
                }
                watch.await(Duration.ofDays(10_000));
            }
        }
    }

    /** Kills a runner as a process is killed. */
    void kill(OperationsRunner runner) {
        runner.abandon();
        runners.remove(runner);
    }

    /** Waits until a killed runner's workers have all come to an end. */
    void awaitWorkers(OperationsRunner killed) {
        assertThat(killed.awaitWorkers(Duration.ofDays(10_000))).isTrue();
    }

    /**
     * Lets time pass until the operation has ended or the time is over. Workers that are still to
     * claim or to end it then are waited for: they may have got no processor meanwhile.
     */
    Operation endedWithin(OperationId id, Duration max) {
        long end = clock.nanos() + max.toNanos();
        while (!state(id).ended() && clock.nanos() < end) {
            pass(Duration.ofMillis(500));
        }
        return state(id) == State.WAITING ? operations.require(id) : ended(id);
    }

    /** Lets a piece of time pass, when the watching threads of all runners have gone to sleep. */
    void pass(Duration time) {
        clock.awaitSleepers(runners.values().stream().flatMap(List::stream).toList());
        clock.advance(time);
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
            var index = new KeyRange(Keys.SPACE.key(4), Keys.SPACE.key(12));
            for (var entry : snapshot.stream(index)) {
                found.put(entry.key(), entry.tuple());
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
        runners.keySet().forEach(OperationsRunner::abandon);
        store.close();
    }

    private static final class VirtualThreads implements Threads {
        /** Those that were started for a runner, by the thread that started it. */
        final List<Thread> watching = new ArrayList<>();

        @Override
        public Thread start(String name, Runnable body) {
            Thread thread = Thread.ofVirtual().name(name).unstarted(body);
            if (WATCHING.contains(name)) {
                watching.add(thread);
            }
            thread.start();
            return thread;
        }

        @Override
        public Thread startDedicated(String name, Runnable body) {
            return Thread.ofPlatform().name(name).daemon(true).start(body);
        }
    }
}
