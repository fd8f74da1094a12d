package dev.hedgerow.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.TransactionOptions.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The contract of the store, on every storage. */
final class StoreTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private final long seed = Long.getLong("seed", System.nanoTime());

    @EveryStore
    void K9_keysThatArePrefixesOfEachOtherNeverMix(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            var keys =
                    List.of(
                            Tuple.of(),
                            Tuple.of(""),
                            Tuple.of("", ""),
                            Tuple.of("\0"),
                            Tuple.of("a"),
                            Tuple.of("a", ""),
                            Tuple.of("a", "\0"),
                            Tuple.of("a", 0),
                            Tuple.of("a\0"),
                            Tuple.of("a\0\1"),
                            Tuple.of("aa"),
                            Tuple.of((Object) new byte[] {0}),
                            Tuple.of((Object) new byte[] {0, 1}),
                            Tuple.of((Object) null));
            var stamps = new ArrayList<Stamp>();
            for (int round = 0; round < 5; round++) {
                for (Tuple key : keys) {
                    String value = key + "@" + round;
                    stamps.add(put(store, Key.of(SPACE, key), value));
                }
            }
            var sorted = keys.stream().sorted().map(key -> Key.of(SPACE, key)).toList();
            try (var snapshot = store.snapshot()) {
                var up = snapshot.scan(KeyRange.all(SPACE), 100, Direction.ASCENDING);
                var down = snapshot.scan(KeyRange.all(SPACE), 100, Direction.DESCENDING);
                assertThat(up).extracting(Reader.Entry::key).isEqualTo(sorted);
                assertThat(down).extracting(Reader.Entry::key).isEqualTo(sorted.reversed());
                up.forEach(entry -> assertThat(text(entry)).isEqualTo(entry.key().tuple() + "@4"));
            }
            try (var old = store.snapshot(stamps.get(keys.size() - 1))) {
                old.stream(KeyRange.all(SPACE))
                        .forEach(e -> assertThat(text(e)).isEqualTo(e.key().tuple() + "@0"));
            }
        }
    }

    @EveryStore
    void aScanAgreesWithAModelAtEveryMoment(StoreKind kind) {
        var random = new Random(seed);
        try (var place = kind.place();
                var store = place.open()) {
            var model = new TreeMap<Key, String>();
            for (int round = 0; round < 60; round++) {
                var next = new TreeMap<>(model);
                store.transact(tx -> {
                    change(tx, new Random(seed + next.size()), next);
                    for (int i = 0; i < 5; i++) {
                        assertScan(tx, next, random);
                    }
                    return null;
                });
                model = next;
                try (var snapshot = store.snapshot()) {
                    assertScan(snapshot, model, random);
                }
            }
        }
    }

    private static void change(Transaction tx, Random random, Map<Key, String> model) {
        for (int i = 0; i < 8; i++) {
            Key key = SPACE.key(Integer.toString(random.nextInt(40), 4), random.nextInt(2));
            if (random.nextInt(3) == 0) {
                tx.delete(key);
                model.remove(key);
            } else {
                String value = Integer.toString(random.nextInt());
                tx.put(key, value.getBytes(UTF_8));
                model.put(key, value);
            }
        }
    }

    private void assertScan(Reader reader, NavigableMap<Key, String> model, Random random) {
        Key a = SPACE.key(Integer.toString(random.nextInt(40), 4));
        Key b = SPACE.key(Integer.toString(random.nextInt(40), 4), random.nextInt(2));
        var range = a.compareTo(b) < 0 ? new KeyRange(a, b) : new KeyRange(b, a.successor());
        int limit = 1 + random.nextInt(20);
        var up = new ArrayList<>(model.subMap(range.from(), range.to()).keySet());
        var down = up.reversed();
        assertThat(reader.scan(range, limit, Direction.ASCENDING))
                .as("-Dseed=%d", seed)
                .extracting(Reader.Entry::key)
                .isEqualTo(up.subList(0, Math.min(limit, up.size())));
        assertThat(reader.scan(range, limit, Direction.DESCENDING))
                .as("-Dseed=%d", seed)
                .extracting(Reader.Entry::key)
                .isEqualTo(down.subList(0, Math.min(limit, down.size())));
    }

    @EveryStore
    void K6_writeSkewLostUpdateAndPhantomAreRefused(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            Key x = SPACE.key("x");
            Key y = SPACE.key("y");
            assertRunsTwice(store, tx -> tx.get(x), x);
            assertRunsTwice(store, tx -> tx.get(y), y);
            var range = KeyRange.prefix(SPACE, Tuple.of("list"));
            assertRunsTwice(
                    store, tx -> tx.scan(range, 10, Direction.ASCENDING), SPACE.key("list", 7));
            assertRunsTwice(
                    store, tx -> tx.scan(range, 1, Direction.DESCENDING), SPACE.key("list", 9));
            assertRunsTwice(store, tx -> tx.addReadConflict(range), SPACE.key("list", 1));
            assertRunsTwice(store, tx -> tx.deleteRange(range), SPACE.key("list", 2));
            Key counter = SPACE.key("counter");
            assertRunsTwice(
                    store,
                    tx -> {
                        tx.add(counter, 1);
                        tx.get(counter);
                    },
                    counter);
        }
    }

    /** Reads, lets another write what was read, writes elsewhere: the attempt must be refused. */
    private static void assertRunsTwice(
            Store store, java.util.function.Consumer<Transaction> read, Key written) {
        var runs = new AtomicInteger();
        store.transact(tx -> {
            read.accept(tx);
            if (runs.incrementAndGet() == 1) {
                store.transact(other -> {
                    other.max(written, 1);
                    return true;
                });
            }
            tx.put(SPACE.key("effect", runs.get()), new byte[0]);
            return null;
        });
        assertThat(runs).hasValue(2);
        try (var snapshot = store.snapshot()) {
            assertThat(snapshot.get(SPACE.key("effect", 1))).isEmpty();
            assertThat(snapshot.get(SPACE.key("effect", 2))).isPresent();
        }
        store.transact(tx -> {
            tx.deleteRange(KeyRange.prefix(SPACE, Tuple.of("effect")));
            return null;
        });
    }

    @EveryStore
    void aWriteBesideWhatALimitedScanSawIsNoConflict(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            put(store, SPACE.key("list", 1), "");
            var range = KeyRange.prefix(SPACE, Tuple.of("list"));
            var runs = new AtomicInteger();
            store.transact(tx -> {
                tx.scan(range, 1, Direction.ASCENDING);
                if (runs.incrementAndGet() == 1) {
                    put(store, SPACE.key("list", 2), "other");
                }
                tx.put(SPACE.key("effect"), new byte[0]);
                return null;
            });
            assertThat(runs).hasValue(1);
        }
    }

    @EveryStore
    void K7_aRepeatedTokenGetsTheFirstResultAndHappensOnce(StoreKind kind) {
        try (var place = kind.place()) {
            var token = new Token(SPACE.key("home"), "t1", Instant.now());
            var options = TransactionOptions.DEFAULT.withToken(token);
            Stamp first;
            try (var store = place.open()) {
                first = store.transact(options, StoreTest::countWithReceipt).stamp();
                assertReplayed(store, options, first);
            }
            try (var store = place.open()) {
                assertReplayed(store, options, first);
                try (var snapshot = store.snapshot()) {
                    var counter = snapshot.get(SPACE.key("count")).orElseThrow();
                    assertThat(Transaction.counter(counter)).isEqualTo(1);
                }
            }
        }
    }

    private static String countWithReceipt(Transaction tx) {
        tx.add(SPACE.key("count"), 1);
        tx.receipt("done".getBytes(UTF_8));
        return "done";
    }

    private static void assertReplayed(Store store, TransactionOptions options, Stamp first) {
        assertThat(store.transact(options, StoreTest::countWithReceipt))
                .isInstanceOfSatisfying(
                        Store.Outcome.Replayed.class,
                        replayed -> {
                            assertThat(replayed.receipt()).isEqualTo("done".getBytes(UTF_8));
                            assertThat(replayed.stamp()).isEqualTo(first);
                        });
    }

    @EveryStore
    void K7_attemptsAtTheSameTimeHappenOnce(StoreKind kind) throws InterruptedException {
        try (var place = kind.place();
                var store = place.open()) {
            var stamps = Collections.synchronizedSet(new HashSet<Stamp>());
            var token = new Token(SPACE.key("home"), "t1", Instant.now());
            var options = TransactionOptions.DEFAULT.withToken(token);
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) {
                threads.add(
                        World.system()
                                .threads()
                                .start(
                                        "attempt-" + i,
                                        () ->
                                                stamps.add(
                                                        store.transact(
                                                                        options,
                                                                        StoreTest::countWithReceipt)
                                                                .stamp())));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(stamps).hasSize(1);
            try (var snapshot = store.snapshot()) {
                var counter = snapshot.get(SPACE.key("count")).orElseThrow();
                assertThat(Transaction.counter(counter)).isEqualTo(1);
            }
        }
    }

    @EveryStore
    void anExpiredOrFutureTokenIsRefusedAndNothingHappens(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            for (Instant born : List.of(Instant.EPOCH, Instant.now().plusSeconds(60))) {
                var token = new Token(SPACE.key("home"), "t", born);
                assertThatThrownBy(() ->
                                store.transact(
                                        TransactionOptions.DEFAULT.withToken(token),
                                        StoreTest::countWithReceipt))
                        .isInstanceOfSatisfying(
                                HedgerowException.class,
                                e -> assertThat(e.failure()).isEqualTo(Failure.TOKEN_EXPIRED));
            }
            try (var snapshot = store.snapshot()) {
                assertThat(snapshot.get(SPACE.key("count"))).isEmpty();
            }
        }
    }

    @EveryStore
    void stampedKeysSortInCommitOrderAndDoNotConflict(StoreKind kind) throws Exception {
        try (var place = kind.place();
                var store = place.open()) {
            var threads = new ArrayList<Thread>();
            var stamps = Collections.synchronizedList(new ArrayList<Stamp>());
            var runs = new AtomicInteger();
            for (int writer = 0; writer < 8; writer++) {
                int id = writer;
                threads.add(
                        World.system()
                                .threads()
                                .start("writer-" + id, () -> append(store, id, runs, stamps)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(runs).hasValue(8 * 50);
            try (var snapshot = store.snapshot()) {
                var found = new ArrayList<Stamp>();
                for (var entry : snapshot.stream(KeyRange.prefix(SPACE, Tuple.of("log")))) {
                    assertThat(entry.tuple().stamp(0)).isEqualTo(entry.stamp());
                    assertThat(entry.key().tuple().stamp(1)).isEqualTo(entry.stamp());
                    found.add(entry.stamp());
                }
                assertThat(found).isEqualTo(stamps.stream().sorted().toList());
                var count = snapshot.get(SPACE.key("count")).orElseThrow();
                assertThat(Transaction.counter(count)).isEqualTo(8 * 50);
                var highest = snapshot.get(SPACE.key("max")).orElseThrow();
                assertThat(Transaction.counter(highest)).isEqualTo(49);
            }
        }
    }

    private static void append(Store store, int id, AtomicInteger runs, List<Stamp> stamps) {
        for (int i = 0; i < 50; i++) {
            int number = i;
            var outcome =
                    store.transact(
                            TransactionOptions.DEFAULT,
                            tx -> {
                                runs.incrementAndGet();
                                tx.putStamped(
                                        SPACE,
                                        Tuple.of("log", Tuple.COMMIT_STAMP, id),
                                        Tuple.of(Tuple.COMMIT_STAMP));
                                tx.add(SPACE.key("count"), 1);
                                tx.max(SPACE.key("max"), number);
                                return null;
                            });
            stamps.add(outcome.stamp());
        }
    }

    @EveryStore
    void countersReadTheirOwnWrites(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            Key counter = SPACE.key("c");
            store.transact(tx -> {
                tx.add(counter, 2);
                tx.add(counter, 3);
                assertThat(Transaction.counter(tx.get(counter).orElseThrow())).isEqualTo(5);
                tx.max(counter, 4);
                tx.min(counter, 4);
                tx.delete(SPACE.key("d"));
                tx.add(SPACE.key("d"), 1);
                return null;
            });
            try (var snapshot = store.snapshot()) {
                assertThat(Transaction.counter(snapshot.get(counter).orElseThrow())).isEqualTo(4);
                assertThat(Transaction.counter(snapshot.get(SPACE.key("d")).orElseThrow()))
                        .isEqualTo(1);
            }
            put(store, SPACE.key("text"), "no counter");
            assertThatThrownBy(() ->
                            store.transact(tx -> {
                                tx.add(SPACE.key("text"), 1);
                                tx.put(SPACE.key("beside"), new byte[0]);
                                return null;
                            }))
                    .isInstanceOf(HedgerowException.class);
            try (var snapshot = store.snapshot()) {
                assertThat(snapshot.get(SPACE.key("beside"))).isEmpty();
            }
            put(store, SPACE.key("after"), "still writing");
        }
    }

    @EveryStore
    void aSnapshotDoesNotMoveAndTheFutureIsRefused(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            put(store, SPACE.key("k"), "1");
            try (var snapshot = store.snapshot()) {
                put(store, SPACE.key("k"), "2");
                assertThat(text(snapshot.get(SPACE.key("k")).orElseThrow())).isEqualTo("1");
            }
            assertThatThrownBy(() -> store.snapshot(store.visible().next()))
                    .isInstanceOf(HedgerowException.class);
        }
    }

    @EveryStore
    void aWatchFiresOnceForAChangeInItsRange(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open();
                var watch = store.watch(KeyRange.prefix(SPACE, Tuple.of("here")))) {
            put(store, SPACE.key("there"), "");
            assertThat(watch.await(Duration.ZERO)).isFalse();
            put(store, SPACE.key("here", 1), "");
            assertThat(watch.await(Duration.ofMinutes(1))).isTrue();
            assertThat(watch.await(Duration.ZERO)).isFalse();
        }
    }

    @EveryStore
    void aTransactionOverALimitIsRefusedAsAWhole(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            var tooMuch = new byte[OpenTransaction.VALUE_BYTES_MAX + 1];
            assertThatThrownBy(() ->
                            store.transact(tx -> {
                                tx.put(SPACE.key("a"), new byte[1]);
                                tx.put(SPACE.key("b"), tooMuch);
                                return null;
                            }))
                    .hasMessageContaining("1048576 are allowed");
            try (var snapshot = store.snapshot()) {
                assertThat(snapshot.get(SPACE.key("a"))).isEmpty();
            }
        }
    }

    @EveryStore
    void aTransactionThatAlwaysMeetsOthersGivesUpAndNamesTheKey(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            Key key = SPACE.key("hot");
            assertThatThrownBy(() ->
                            store.transact(
                                    TransactionOptions.DEFAULT.withAttempts(3),
                                    tx -> {
                                        tx.get(key);
                                        put(store, key, "other");
                                        tx.put(SPACE.key("mine"), new byte[0]);
                                        return null;
                                    }))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> {
                                assertThat(e.failure()).isEqualTo(Failure.TRANSACTION_CONFLICT);
                                assertThat(e).hasMessageContaining("hot");
                            });
        }
    }

    @EveryStore
    void everythingIsThereAfterReopening(StoreKind kind) {
        try (var place = kind.place()) {
            Stamp last;
            try (var store = place.open()) {
                for (int i = 0; i < 100; i++) {
                    put(store, SPACE.key(i), "v" + i);
                }
                last = store.visible();
            }
            try (var store = place.open();
                    var snapshot = store.snapshot()) {
                assertThat(snapshot.stamp()).isGreaterThanOrEqualTo(last);
                assertThat(snapshot.scan(KeyRange.all(SPACE), 1000, Direction.ASCENDING))
                        .hasSize(100);
                assertThat(put(store, SPACE.key("later"), "")).isGreaterThan(last);
            }
        }
    }

    private static Stamp put(Store store, Key key, String value) {
        return store.transact(
                        TransactionOptions.DEFAULT,
                        tx -> {
                            tx.put(key, value.getBytes(UTF_8));
                            return true;
                        })
                .stamp();
    }

    private static String text(Reader.Entry entry) {
        return new String(entry.value(), UTF_8);
    }
}
