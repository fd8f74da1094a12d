package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The contract of a bulk load, on every storage. */
final class BulkLoadTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final KeyRange LOADED = KeyRange.prefix(SPACE, Tuple.of("loaded"));
    private static final int ROWS = 2_000;
    private final long seed = Long.getLong("seed", System.nanoTime());

    private static Key row(int number) {
        return SPACE.key("loaded", number);
    }

    private static Stamp put(Store store, Key key, long value) {
        return store.transact(
                        TransactionOptions.DEFAULT,
                        tx -> {
                            tx.put(key, Tuple.of(value));
                            return true;
                        })
                .stamp();
    }

    private static Stamp publish(Store store, BulkLoad load) {
        return store.transact(
                        TransactionOptions.DEFAULT,
                        tx -> {
                            tx.publish(load);
                            tx.put(SPACE.key("head"), new byte[0]);
                            return true;
                        })
                .stamp();
    }

    private static List<Reader.Entry> all(Reader reader) {
        var all = new ArrayList<Reader.Entry>();
        reader.stream(LOADED).forEach(all::add);
        return all;
    }

    private static void assertFails(Failure failure, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HedgerowException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    @EveryStore
    void rowsAreVisibleFromTheStampOfTheMarkerAndNotBefore(StoreKind kind) {
        try (var place = kind.place()) {
            Stamp before;
            Stamp during;
            Stamp published;
            try (var store = place.open()) {
                put(store, row(1), 100);
                put(store, row(ROWS + 1), 100);
                before = store.visible();
                try (var load = store.bulkLoad(List.of(LOADED));
                        var early = store.snapshot()) {
                    for (int i = ROWS; i > 0; i--) {
                        load.put(row(i), Tuple.of(i));
                    }
                    load.delete(row(ROWS + 1));
                    assertThat(load.rows()).isEqualTo(ROWS + 1);
                    load.finish();
                    put(store, SPACE.key("beside"), 1);
                    during = store.visible();
                    assertOld(store.snapshot());
                    published = publish(store, load);
                    assertOld(early);
                }
                assertLoaded(store, List.of(before, during), published);
            }
            try (var store = place.open()) {
                assertLoaded(store, List.of(before, during), published);
                Stamp over = put(store, row(7), 700);
                try (var now = store.snapshot();
                        var then = store.snapshot(published)) {
                    assertThat(now.get(row(7)).orElseThrow().stamp()).isEqualTo(over);
                    assertThat(then.get(row(7)).orElseThrow().tuple()).isEqualTo(Tuple.of(7));
                }
            }
        }
    }

    private static void assertOld(Store.Snapshot snapshot) {
        try (snapshot) {
            assertThat(all(snapshot))
                    .extracting(Reader.Entry::key)
                    .containsExactly(row(1), row(ROWS + 1));
            assertThat(snapshot.get(row(1)).orElseThrow().tuple()).isEqualTo(Tuple.of(100));
            assertThat(snapshot.get(row(2))).isEmpty();
        }
    }

    private static void assertLoaded(Store store, List<Stamp> earlier, Stamp published) {
        earlier.forEach(at -> assertOld(store.snapshot(at)));
        try (var snapshot = store.snapshot()) {
            var rows = all(snapshot);
            assertThat(rows).hasSize(ROWS);
            for (int i = 1; i <= ROWS; i++) {
                assertThat(rows.get(i - 1).key()).isEqualTo(row(i));
                assertThat(rows.get(i - 1).tuple()).isEqualTo(Tuple.of(i));
                assertThat(rows.get(i - 1).stamp()).isEqualTo(published);
            }
            var back = snapshot.scan(LOADED, 3, Direction.DESCENDING);
            assertThat(back)
                    .extracting(Reader.Entry::key)
                    .containsExactly(row(ROWS), row(ROWS - 1), row(ROWS - 2));
        }
    }

    @EveryStore
    void rowsInAnyOrderAndMoreThanFitInMemoryAreSortedAndTheLastOfAKeyStays(StoreKind kind) {
        var random = new Random(seed);
        var model = new TreeMap<Key, Tuple>();
        try (var place = kind.place();
                var store = place.open(SMALL_PARTS);
                var load = store.bulkLoad(List.of(LOADED))) {
            for (int i = 0; i < 20_000; i++) {
                Key key = row(random.nextInt(8_000));
                if (random.nextInt(10) == 0) {
                    load.delete(key);
                    model.remove(key);
                } else {
                    load.put(key, Tuple.of(i));
                    model.put(key, Tuple.of(i));
                }
            }
            load.finish();
            publish(store, load);
            try (var snapshot = store.snapshot()) {
                var found = new TreeMap<Key, Tuple>();
                all(snapshot).forEach(entry -> found.put(entry.key(), entry.tuple()));
                assertThat(found).as("-Dseed=%d", seed).isEqualTo(model);
            }
        }
    }

    @EveryStore
    void rowsInOrderAndRowsThatComeLateAreOneLoadAndTheLastOfAKeyStays(StoreKind kind) {
        var ranges = List.of(range("a"), range("b"), range("c"));
        var model = new TreeMap<Key, Tuple>();
        try (var place = kind.place();
                var store = place.open(SMALL_PARTS);
                var load = store.bulkLoad(ranges)) {
            var random = new Random(seed);
            for (int i = 0; i < 6_000; i++) {
                String range = random.nextInt(3_000) == 0 ? "c" : i % 3 == 0 ? "b" : "a";
                int late = random.nextInt(20) == 0 ? random.nextInt(50) : 0;
                Key key = SPACE.key(range, Math.max(0, i - late));
                load.put(key, Tuple.of(i));
                model.put(key, Tuple.of(i));
            }
            load.finish();
            publish(store, load);
            try (var snapshot = store.snapshot()) {
                var found = new TreeMap<Key, Tuple>();
                for (KeyRange range : ranges) {
                    snapshot.stream(range).forEach(row -> found.put(row.key(), row.tuple()));
                }
                assertThat(found).as("-Dseed=%d", seed).isEqualTo(model);
            }
        }
    }

    private static KeyRange range(String name) {
        return KeyRange.prefix(SPACE, Tuple.of(name));
    }

    /** Runs of some 25 rows, so that there are merges of merges. */
    private static final StoreOptions SMALL_PARTS = StoreOptions.DEFAULT.withLoadPartBytes(4_000);

    @EveryStore
    void nobodyElseWritesInTheRangesUntilTheLoadIsClosed(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            var load = store.bulkLoad(List.of(LOADED));
            assertFails(Failure.LOCKED, () -> put(store, row(1), 1));
            assertFails(
                    Failure.LOCKED,
                    () ->
                            store.transact(tx -> {
                                tx.putStamped(
                                        SPACE, Tuple.of("loaded", Tuple.COMMIT_STAMP), Tuple.of());
                                return true;
                            }));
            assertFails(Failure.LOCKED, () -> store.bulkLoad(List.of(KeyRange.all(SPACE))));
            put(store, SPACE.key("beside"), 1);
            assertFails(Failure.INVALID_REQUEST, () -> load.put(SPACE.key("beside"), new byte[0]));
            load.finish();
            store.transact(tx -> {
                tx.publish(load);
                tx.put(row(5), Tuple.of("by the publisher"));
                return true;
            });
            assertFails(Failure.LOCKED, () -> put(store, row(1), 1));
            load.close();
            put(store, row(1), 1);
            try (var snapshot = store.snapshot()) {
                assertThat(all(snapshot))
                        .extracting(Reader.Entry::tuple)
                        .containsExactly(Tuple.of(1), Tuple.of("by the publisher"));
            }
        }
    }

    @EveryStore
    void whoReadTheRangesBeforeTheMarkerRunsAgain(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open();
                var load = store.bulkLoad(List.of(LOADED));
                var other = store.bulkLoad(List.of(KeyRange.prefix(SPACE, Tuple.of("other"))))) {
            load.put(row(1), Tuple.of(1));
            load.finish();
            other.finish();
            var runs = new AtomicInteger();
            store.transact(tx -> {
                tx.get(row(2));
                if (runs.incrementAndGet() == 1) {
                    publish(store, load);
                }
                tx.put(SPACE.key("effect"), new byte[0]);
                return true;
            });
            assertThat(runs).hasValue(2);
            store.transact(tx -> {
                tx.scan(LOADED, 10, Direction.ASCENDING);
                if (runs.incrementAndGet() == 3) {
                    publish(store, other);
                }
                tx.put(SPACE.key("effect"), new byte[0]);
                return true;
            });
            assertThat(runs).as("a load elsewhere is no conflict").hasValue(3);
        }
    }

    @EveryStore
    void anAbandonedLoadLeavesNothing(StoreKind kind) {
        try (var place = kind.place()) {
            try (var store = place.open()) {
                put(store, row(0), 0);
                try (var load = store.bulkLoad(List.of(LOADED))) {
                    load.put(row(1), Tuple.of(1));
                    load.finish();
                }
                assertOnlyTheFirst(store);
                var left = store.bulkLoad(List.of(LOADED));
                left.put(row(2), Tuple.of(2));
                left.finish();
            }
            try (var store = place.open()) {
                assertOnlyTheFirst(store);
                put(store, row(0), 0);
            }
        }
    }

    private static void assertOnlyTheFirst(Store store) {
        try (var snapshot = store.snapshot()) {
            assertThat(all(snapshot)).extracting(Reader.Entry::key).containsExactly(row(0));
        }
    }

    @EveryStore
    void aLoadIsPublishedOnceAndOnlyWhenFinished(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            var load = store.bulkLoad(List.of(LOADED));
            load.put(row(1), Tuple.of(1));
            assertFails(Failure.WRONG_STATE, () -> publish(store, load));
            load.finish();
            assertFails(Failure.WRONG_STATE, () -> load.put(row(2), Tuple.of(2)));
            Stamp published = publish(store, load);
            assertFails(Failure.WRONG_STATE, () -> publish(store, load));
            load.close();
            assertFails(Failure.WRONG_STATE, () -> publish(store, load));
            try (var snapshot = store.snapshot()) {
                assertThat(snapshot.get(row(1)).orElseThrow().stamp()).isEqualTo(published);
            }
        }
    }

    @EveryStore
    void aWatchFiresWhenALoadBecomesVisible(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open();
                var load = store.bulkLoad(List.of(LOADED));
                var watch = store.watch(KeyRange.single(row(1)))) {
            load.put(row(1), Tuple.of(1));
            load.finish();
            assertThat(watch.await(Duration.ZERO)).isFalse();
            publish(store, load);
            assertThat(watch.await(Duration.ofMinutes(1))).isTrue();
        }
    }
}
