package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.TransactionOptions.Token;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;

/** What is kept of the past, and what is removed, on every storage. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CollectorTest {
    private static final Subspace SPACE = History.SPACE;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Collects only when told. */
    private static final StoreOptions AT_ONCE =
            StoreOptions.DEFAULT.withRetention(Duration.ZERO).withPace(Duration.ofDays(9));

    private static final StoreOptions AFTER_AN_HOUR = AT_ONCE.withRetention(HOUR);
    private final long seed = Long.getLong("seed", System.nanoTime());

    private static Key name(int number) {
        return SPACE.key("name", number);
    }

    private static void protect(Store store, Key name, Stamp at) {
        store.transact(tx -> {
            tx.protect(name, at);
            return true;
        });
    }

    private static void unprotect(Store store, Key name) {
        store.transact(tx -> {
            tx.unprotect(name);
            return true;
        });
    }

    private static void assertFails(Failure failure, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HedgerowException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    private static void assertGone(Store store, Stamp at) {
        assertFails(Failure.HISTORY_GONE, () -> store.snapshot(at).close());
        assertFails(Failure.HISTORY_GONE, () -> store.transact(tx -> tx.past(at)));
    }

    private static void assertSeen(Store store, History history, Stamp at) {
        try (var snapshot = store.snapshot(at)) {
            assertThat(History.seen(snapshot)).isEqualTo(history.at(at));
        }
        store.transact(tx -> {
            assertThat(History.seen(tx.past(at))).isEqualTo(history.at(at));
            return true;
        });
    }

    @EveryStore
    void K11_whatNobodyCanReadIsRemovedAndEverythingElseReadsAsBefore(StoreKind kind) {
        var random = new Random(seed);
        var history = new History(random);
        var kept = new TreeSet<Stamp>();
        try (var place = kind.place()) {
            try (var store = place.open(AT_ONCE)) {
                for (int round = 0; round < 4; round++) {
                    history.write(store, 60);
                    Stamp at = round % 2 == 0 ? history.any() : store.visible();
                    if (!store.oldest().isAfter(at)) {
                        protect(store, name(round), at);
                        kept.add(at);
                    }
                    assertThat(store.collect()).as("-Dseed=%d", seed).isPositive();
                    kept.forEach(moment -> assertSeen(store, history, moment));
                    assertSeen(store, history, store.visible());
                }
                protect(store, name(9), store.oldest());
                kept.add(store.oldest());
                for (Stamp at : history.stamps()) {
                    if (at.isAfter(store.oldest()) || kept.contains(at)) {
                        assertSeen(store, history, at);
                    } else {
                        assertGone(store, at);
                    }
                }
            }
            assertThat(place.versions(SPACE))
                    .as("versions that are enough, -Dseed=%d", seed)
                    .isEqualTo(history.needed(kept));
            try (var store = place.open(AT_ONCE)) {
                kept.forEach(moment -> assertSeen(store, history, moment));
                for (int round = 0; round < 10; round++) {
                    unprotect(store, name(round));
                }
                store.collect();
                kept.headSet(store.oldest()).forEach(moment -> assertGone(store, moment));
            }
            var last = new TreeSet<>(List.of(history.stamps().last()));
            assertThat(place.versions(SPACE))
                    .as("versions at the end, -Dseed=%d", seed)
                    .isEqualTo(history.needed(last));
        }
    }

    @EveryStore
    void K11_whoIsReadingAMomentReadsItToTheEnd(StoreKind kind) {
        var history = new History(new Random(seed));
        try (var place = kind.place();
                var store = place.open(AT_ONCE)) {
            history.write(store, 50);
            Stamp at = store.visible();
            try (var snapshot = store.snapshot()) {
                store.snapshot(at).close();
                history.write(store, 50);
                store.transact(tx -> {
                    String before = History.seen(tx);
                    history.write(store, 50);
                    store.collect();
                    assertThat(History.seen(tx.unchecked())).isEqualTo(before);
                    return true;
                });
                assertThat(History.seen(snapshot)).isEqualTo(history.at(at));
            }
            store.collect();
            assertGone(store, at);
        }
    }

    @EveryStore
    void K11_aProtectionThatComesTooLateIsRefused(StoreKind kind) {
        var history = new History(new Random(seed));
        try (var place = kind.place();
                var store = place.open(AT_ONCE)) {
            history.write(store, 10);
            Stamp early = history.any();
            protect(store, name(1), early);
            history.write(store, 10);
            Stamp late = history.any();
            if (late.equals(early)) {
                late = history.stamps().higher(early);
            }
            // the newest moment of all is never too late
            history.write(store, 1);
            store.collect();
            Stamp tooLate = late;
            assertFails(Failure.HISTORY_GONE, () -> protect(store, name(2), tooLate));
            assertFails(
                    Failure.INVALID_REQUEST, () -> protect(store, name(2), store.visible().next()));
            protect(store, name(2), early);
            unprotect(store, name(1));
            store.collect();
            assertSeen(store, history, early);
            protect(store, name(2), store.visible());
            assertGone(store, early);
        }
    }

    @EveryStore
    void K11_theHorizonMovesWithRealTimeWhateverTheWallClockDoes(StoreKind kind) {
        var clock = new MovableClock();
        var history = new History(new Random(seed));
        try (var place = kind.place()) {
            Stamp first;
            try (var store = place.open(clock.world(), AFTER_AN_HOUR)) {
                history.write(store, 20);
                first = store.visible();
                store.collect();
                clock.jumps(Duration.ofDays(1_000));
                history.write(store, 20);
                store.collect();
                assertSeen(store, history, first);
                clock.jumps(Duration.ofDays(-5_000));
                clock.passes(HOUR.minusMinutes(10));
                store.collect();
                assertSeen(store, history, first);
            }
            clock.passes(Duration.ofDays(3));
            try (var store = place.open(clock.world(), AFTER_AN_HOUR)) {
                store.collect();
                assertSeen(store, history, first);
                clock.passes(HOUR);
                store.collect();
                assertSeen(store, history, store.oldest());
                assertThat(store.oldest()).isGreaterThanOrEqualTo(first);
                assertGone(store, history.stamps().first());
            }
        }
    }

    @EveryStore
    void K11_inTheBackgroundItHappensByItself(StoreKind kind) throws InterruptedException {
        var often = AT_ONCE.withPace(Duration.ofMillis(1));
        var history = new History(new Random(seed));
        try (var place = kind.place()) {
            try (var store = place.open(often)) {
                history.write(store, 100);
                Stamp last = history.stamps().last();
                while (store.oldest().compareTo(last) < 0) {
                    Thread.onSpinWait();
                }
                // a pass that begins from here on removes everything
                Stamp now = store.visible();
                while (store.oldest().compareTo(now) <= 0) {
                    Thread.onSpinWait();
                }
                while (store.collect() > 5) {
                    Thread.onSpinWait();
                }
            }
            var last = new TreeSet<>(List.of(history.stamps().last()));
            assertThat(place.versions(SPACE)).isEqualTo(history.needed(last));
        }
    }

    @EveryStore
    void K7_aTokenIsForgottenWhenItWouldBeRefusedAndNotBefore(StoreKind kind) {
        var clock = new MovableClock();
        try (var place = kind.place()) {
            var tokens = new Subspace(1, "tokens");
            Token token;
            try (var store = place.open(clock.world(), AT_ONCE)) {
                token = new Token(SPACE.key("home"), "t", clock.instant());
                var options = TransactionOptions.DEFAULT.withToken(token);
                store.transact(options, CollectorTest::count);
                clock.passes(Duration.ofHours(23));
                store.collect();
                store.collect();
                assertThat(store.transact(options, CollectorTest::count))
                        .isInstanceOf(Store.Outcome.Replayed.class);
                clock.jumps(Duration.ofDays(9));
                count(store);
                store.collect();
                clock.jumps(Duration.ofDays(-9));
                assertThat(store.transact(options, CollectorTest::count))
                        .as("the wall clock was wrong for a while")
                        .isInstanceOf(Store.Outcome.Replayed.class);
                clock.passes(Duration.ofHours(24));
                store.collect();
            }
            assertThat(place.versions(tokens)).isOne();
            try (var store = place.open(clock.world(), AT_ONCE)) {
                store.collect();
                clock.passes(Duration.ofHours(50));
                clock.jumps(Duration.ofDays(10));
                count(store);
                store.collect();
                assertFails(
                        Failure.TOKEN_EXPIRED,
                        () ->
                                store.transact(
                                        TransactionOptions.DEFAULT.withToken(token),
                                        CollectorTest::count));
            }
            assertThat(place.versions(tokens)).isZero();
        }
    }

    private static void count(Store store) {
        store.transact(CollectorTest::count);
    }

    private static boolean count(Transaction tx) {
        tx.add(SPACE.key("count"), 1);
        return true;
    }

    @EveryStore
    void K11_rowsOfLoadsAreKeptAndRemovedLikeOthers(StoreKind kind) {
        var range = KeyRange.prefix(SPACE, Tuple.of("loaded"));
        try (var place = kind.place()) {
            try (var store = place.open(AT_ONCE)) {
                Stamp first = load(store, range, 1);
                protect(store, name(1), first);
                load(store, range, 2);
                Stamp last = load(store, range, 3);
                assertThat(store.collect()).isGreaterThanOrEqualTo(100);
                try (var then = store.snapshot(first);
                        var now = store.snapshot()) {
                    assertThat(loaded(then, range)).containsOnly(1L).hasSize(100);
                    assertThat(loaded(now, range)).containsOnly(3L).hasSize(100);
                    assertThat(now.get(SPACE.key("loaded", 5)).orElseThrow().stamp())
                            .isEqualTo(last);
                }
                unprotect(store, name(1));
                try (var underWay = store.bulkLoad(List.of(range))) {
                    underWay.put(SPACE.key("loaded", 5), Tuple.of(4));
                    underWay.finish();
                    store.collect();
                    store.transact(tx -> {
                        tx.publish(underWay);
                        return true;
                    });
                }
                try (var now = store.snapshot()) {
                    assertThat(loaded(now, range)).contains(4L).hasSize(100);
                }
                store.collect();
            }
            assertThat(place.versions(SPACE)).isEqualTo(100);
        }
    }

    private static Stamp load(Store store, KeyRange range, int value) {
        try (var load = store.bulkLoad(List.of(range))) {
            for (int i = 0; i < 100; i++) {
                load.put(SPACE.key("loaded", i), Tuple.of(value));
            }
            load.finish();
            return store.transact(
                            TransactionOptions.DEFAULT,
                            tx -> {
                                tx.publish(load);
                                return true;
                            })
                    .stamp();
        }
    }

    private static List<Long> loaded(Reader reader, KeyRange range) {
        return reader.scan(range, 1_000, Reader.Direction.ASCENDING).stream()
                .map(entry -> entry.tuple().number(0))
                .toList();
    }
}
