package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was deleted is gone over in few steps, however much it is, and nothing else is. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeadStretchesTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final KeyRange ALL = KeyRange.all(SPACE);

    /** Collects only when told. */
    private static final StoreOptions OPTIONS = StoreOptions.DEFAULT.withPace(Duration.ofDays(9));

    /** Of one transaction that takes four from an end, with what it needs beside the scan. */
    private static final long FEW = 400;

    private static final int ROUNDS = 2_000;
    private static final int TAKEN = 4;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final MovableClock clock = new MovableClock();
    private final World world = clock.world();
    private final MemoryDisk disk = new MemoryDisk(clock);
    private long next;

    private Store open() {
        return Stores.open(disk, world, OPTIONS);
    }

    private static Key key(long number) {
        return SPACE.key(number);
    }

    /** Takes the first or the last rows away and puts as many at the other end. */
    private void turn(Store store, Direction direction) {
        long begin = next;
        next += TAKEN;
        store.transact(tx -> {
            for (Entry entry : tx.unchecked().scan(ALL, TAKEN, direction)) {
                tx.delete(entry.key());
            }
            for (long i = begin; i < begin + TAKEN; i++) {
                tx.put(key(direction == Direction.ASCENDING ? i : -i), Tuple.of(i));
            }
            return true;
        });
    }

    private long stepsOf(Runnable work) {
        long before = disk.steps();
        work.run();
        return disk.steps() - before;
    }

    /** The most steps that one turn of many takes. */
    private long most(Store store, Direction direction) {
        long most = 0;
        for (int i = 0; i < ROUNDS; i++) {
            most = Math.max(most, stepsOf(() -> turn(store, direction)));
        }
        return most;
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void takingFromAnEndStaysCheapHoweverMuchWasTakenThere(Direction direction) {
        try (var store = open()) {
            turn(store, direction);
            turn(store, direction);
            assertThat(most(store, direction)).isLessThan(FEW);
            assertThat(most(store, direction)).isLessThan(FEW);
        }
    }

    @Test
    void aRestartDoesNotFindThemAgain() {
        try (var store = open()) {
            turn(store, Direction.ASCENDING);
            assertThat(most(store, Direction.ASCENDING)).isLessThan(FEW);
        }
        try (var store = open()) {
            assertThat(stepsOf(() -> turn(store, Direction.ASCENDING))).isLessThan(FEW);
        }
    }

    @Test
    void afterACrashTheyAreFoundOnce() {
        var random = new Random(seed);
        var store = open();
        turn(store, Direction.ASCENDING);
        assertThat(most(store, Direction.ASCENDING)).isLessThan(FEW);
        disk.crash(random);
        closeDead(store);
        try (var again = open()) {
            turn(again, Direction.ASCENDING);
            assertThat(stepsOf(() -> turn(again, Direction.ASCENDING))).isLessThan(FEW);
        }
    }

    private static void closeDead(Store store) {
        try {
            store.close();
        } catch (HedgerowException e) {
            assertThat(e.failure()).isEqualTo(Failure.SHUTTING_DOWN);
        }
    }

    /** Whoever began before the last ones were seen has those from before that. */
    @Test
    void whoBeganALittleEarlierDoesNotPassAllOfItEither() {
        try (var store = open()) {
            turn(store, Direction.ASCENDING);
            most(store, Direction.ASCENDING);
            clock.jumps(Duration.ofHours(1));
            long steps =
                    store.transact(tx -> {
                        for (int i = 0; i < 20; i++) {
                            turn(store, Direction.ASCENDING);
                        }
                        return stepsOf(() -> tx.unchecked().scan(ALL, 1, Direction.ASCENDING));
                    });
            assertThat(steps).isLessThan(FEW);
        }
    }

    @Test
    void theyStayFewWhateverWasTakenAndPutBetween() {
        var random = new Random(seed);
        try (var storage = disk.attach()) {
            var stretches = new DeadStretches(storage, Stamp.ZERO);
            for (long at = 1; at < 200_000; at += 20) {
                var watch = stretches.watch(place(at), Direction.ASCENDING, new Stamp(at));
                stretches.found(Objects.requireNonNull(watch), place(at + 20));
                var write =
                        new ReplicatedLog.Versioned(
                                key(1_000_000 + at), new Stamp(at + 20), Layout.value(new byte[0]));
                stretches.storing(List.of(write), false, new Stamp(at + 20));
                var met = stretches.around(place(1), new Stamp(at + 20));
                while (met != null) {
                    met = stretches.around(met.to(), new Stamp(at + 20));
                }
                assertThat(stretches.count()).isLessThan(64);
            }
            for (int i = 0; i < 5_000; i++) {
                var write =
                        new ReplicatedLog.Versioned(
                                key(random.nextInt(200_000)),
                                new Stamp(300_000 + i),
                                Layout.value(new byte[0]));
                stretches.storing(List.of(write), false, new Stamp(300_000 + i));
            }
            assertThat(stretches.count()).as("-Dseed=%d", seed).isBetween(100, 512);
        }
    }

    private static byte[] place(long number) {
        return Layout.beforeKey(key(number));
    }

    /**
     * Rows come and go in blocks and one by one, at random places; readers of many moments read
     * what there was, from any place in both directions, also after restarts and crashes.
     */
    @Test
    void nothingThatLivesIsEverGoneOver() {
        var random = new Random(seed);
        var moments = new TreeMap<Stamp, TreeSet<Long>>();
        var rows = new TreeSet<Long>();
        for (int life = 0; life < 6; life++) {
            var store = open();
            for (int i = 0; i < 150; i++) {
                moments.put(change(store, random, rows), new TreeSet<>(rows));
                for (int reads = 0; reads < 6; reads++) {
                    var moment =
                            random.nextInt(3) > 0
                                    ? moments.lastEntry()
                                    : new ArrayList<>(moments.entrySet())
                                            .get(random.nextInt(moments.size()));
                    check(store, random, moment.getKey(), moment.getValue());
                }
            }
            if (random.nextBoolean()) {
                disk.crash(random);
                closeDead(store);
            } else {
                store.close();
            }
        }
    }

    private static Stamp change(Store store, Random random, Set<Long> rows) {
        long from = random.nextInt(1_000);
        long to = from + random.nextInt(random.nextBoolean() ? 300 : 3);
        boolean there = random.nextInt(3) == 0;
        for (long i = from; i <= to; i++) {
            boolean _ = there ? rows.add(i) : rows.remove(i);
        }
        return store.transact(
                        TransactionOptions.DEFAULT,
                        tx -> {
                            for (long i = from; i <= to; i++) {
                                if (there) {
                                    tx.put(key(i), Tuple.of(i));
                                } else {
                                    tx.delete(key(i));
                                }
                            }
                            return true;
                        })
                .stamp();
    }

    private void check(Store store, Random random, Stamp moment, NavigableSet<Long> rows) {
        long from = random.nextInt(1_000);
        long to = from + 1 + random.nextInt(1_300);
        var direction = random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING;
        int limit = random.nextBoolean() ? 1 : 1 + random.nextInt(600);
        var there = rows.subSet(from, true, to, false);
        List<Long> wanted =
                (direction == Direction.ASCENDING ? there : there.descendingSet())
                        .stream().limit(limit).toList();
        try (var reader = store.snapshot(moment)) {
            var range = new KeyRange(key(from), key(to));
            assertThat(reader.scan(range, limit, direction))
                    .as("-Dseed=%d, %s of %s, %d of it %s", seed, moment, range, limit, direction)
                    .extracting(entry -> entry.tuple().number(0))
                    .isEqualTo(wanted);
        }
    }

    @Test
    void whatIsPutWhileSomebodyLooksIsNotGoneOver() {
        try (var store = open()) {
            for (int i = 0; i < 30; i++) {
                turn(store, Direction.ASCENDING);
            }
            long gone = 50;
            try (var before = store.snapshot()) {
                store.transact(tx -> {
                    tx.put(key(gone), Tuple.of(gone));
                    return true;
                });
                assertThat(before.scan(ALL, 1, Direction.ASCENDING).getFirst().tuple().number(0))
                        .isGreaterThan(gone);
            }
            try (var now = store.snapshot()) {
                assertThat(now.scan(ALL, 1, Direction.ASCENDING).getFirst().tuple().number(0))
                        .isEqualTo(gone);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void aPutThatSomebodyWhoIsLookingCannotSeeEndsWhatIsFound(Direction direction) {
        boolean up = direction == Direction.ASCENDING;
        try (var storage = disk.attach()) {
            var stretches = new DeadStretches(storage, Stamp.ZERO);
            var start = place(up ? 10 : 20);
            var watch = stretches.watch(start, direction, new Stamp(5));
            for (long at : List.of(9, 14, 16, 20)) {
                var write = new ReplicatedLog.Versioned(key(at), new Stamp(7), new byte[] {1});
                stretches.storing(List.of(write), false, new Stamp(7));
            }
            stretches.found(Objects.requireNonNull(watch), place(up ? 20 : 10));
            for (long at = 8; at < 22; at++) {
                boolean dead = up ? at >= 10 && at < 14 : at > 16 && at < 20;
                assertThat(stretches.around(place(at), new Stamp(8)) != null)
                        .as("around %d", at)
                        .isEqualTo(dead);
                assertThat(stretches.around(place(at), new Stamp(4))).isNull();
            }
        }
    }

    /** A crash may come at any moment, so what is stored has to be right at each. */
    @Test
    void whatIsStoredIsKnownAfterACrashAndGoesBeforeItBecomesWrong() {
        var random = new Random(seed);
        try (var storage = disk.attach()) {
            var stretches = new DeadStretches(storage, new Stamp(5));
            var watch = stretches.watch(place(10), Direction.ASCENDING, new Stamp(5));
            stretches.found(Objects.requireNonNull(watch), place(20));
            stretches.store();
        }
        disk.crash(random);
        try (var storage = disk.attach()) {
            var stretches = new DeadStretches(storage, new Stamp(5));
            assertThat(stretches.around(place(15), new Stamp(5))).isNotNull();
            assertThat(stretches.around(place(15), new Stamp(4))).isNull();
            var beside = new ReplicatedLog.Versioned(key(30), new Stamp(6), new byte[] {1});
            stretches.storing(List.of(beside), false, new Stamp(6));
        }
        disk.crash(random);
        try (var storage = disk.attach()) {
            var stretches = new DeadStretches(storage, new Stamp(6));
            assertThat(stretches.around(place(15), new Stamp(6))).isNotNull();
            var within = new ReplicatedLog.Versioned(key(12), new Stamp(7), new byte[] {1});
            stretches.storing(List.of(within), false, new Stamp(7));
            assertThat(stretches.around(place(15), new Stamp(7))).isNotNull();
        }
        disk.crash(random);
        try (var storage = disk.attach()) {
            var stretches = new DeadStretches(storage, new Stamp(6));
            assertThat(stretches.around(place(12), new Stamp(7))).isNull();
            assertThat(stretches.count()).isZero();
        }
    }

    @Test
    void rowsOfALoadAreNotGoneOver() {
        try (var store = open()) {
            for (int i = 0; i < 60; i++) {
                turn(store, Direction.ASCENDING);
            }
            try (var before = store.snapshot();
                    var load = store.bulkLoad(List.of(ALL.before(key(100))))) {
                load.put(key(50), Tuple.of(50).encode());
                load.finish();
                store.transact(tx -> {
                    tx.publish(load);
                    return true;
                });
                assertThat(before.scan(ALL, 1, Direction.ASCENDING).getFirst().tuple().number(0))
                        .isGreaterThan(50);
            }
            try (var now = store.snapshot()) {
                assertThat(now.scan(ALL, 1, Direction.ASCENDING).getFirst().tuple().number(0))
                        .isEqualTo(50);
            }
        }
    }
}
