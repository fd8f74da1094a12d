package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.TransactionOptions.Token;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A little of everything that a store can hold; what was once written must be read for ever. */
final class KeptStore {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final KeyRange LOADED = KeyRange.below(SPACE, Tuple.of("loaded"));
    private static final KeyRange GONE = KeyRange.below(SPACE, Tuple.of("gone"));
    private static final int GONE_ROWS = 100;
    private static final Tuple EVERY_TYPE =
            Tuple.of(
                    null,
                    false,
                    true,
                    new byte[] {0, 1, -1},
                    "é\0",
                    Tuple.of(),
                    Tuple.of("a", 1L),
                    new UUID(1, 2),
                    new Stamp(77),
                    -0.5,
                    BigInteger.ONE.shiftLeft(70),
                    BigInteger.ONE.shiftLeft(70).negate(),
                    Long.MIN_VALUE,
                    0L,
                    Long.MAX_VALUE);

    private KeptStore() {}

    static void write(Store store) {
        var token = new Token(SPACE.key("home"), "token", Instant.now());
        Stamp first =
                store.transact(
                                TransactionOptions.DEFAULT.withToken(token),
                                tx -> {
                                    tx.put(Key.of(SPACE, EVERY_TYPE), EVERY_TYPE);
                                    tx.put(SPACE.key("changed"), Tuple.of("first"));
                                    tx.put(SPACE.key("deleted"), Tuple.of("first"));
                                    tx.put(SPACE.key("loaded", 1), Tuple.of("first"));
                                    tx.add(SPACE.key("count"), 40);
                                    tx.receipt(new byte[] {42});
                                    return true;
                                })
                        .stamp();
        store.transact(tx -> {
            tx.protect(SPACE.key("protected"), first);
            tx.put(SPACE.key("changed"), Tuple.of("second"));
            tx.delete(SPACE.key("deleted"));
            tx.add(SPACE.key("count"), 2);
            tx.putStamped(SPACE, Tuple.of("log", Tuple.COMMIT_STAMP), Tuple.of(Tuple.COMMIT_STAMP));
            return true;
        });
        try (var load = store.bulkLoad(List.of(LOADED))) {
            load.put(SPACE.key("loaded", 1), Tuple.of("second"));
            load.put(SPACE.key("loaded", 2), Tuple.of("second"));
            load.finish();
            store.transact(tx -> {
                tx.publish(load);
                return true;
            });
        }
        var abandoned = store.bulkLoad(List.of(LOADED));
        abandoned.put(SPACE.key("loaded", 3), Tuple.of("never"));
        abandoned.finish();
    }

    /** What format 3 added: keys that are deleted, one behind the other, of which it knows. */
    static void writeGone(Store store) {
        store.transact(tx -> {
            for (int i = 0; i < GONE_ROWS; i++) {
                tx.put(SPACE.key("gone", i), Tuple.of(i));
            }
            return true;
        });
        store.transact(tx -> {
            for (int i = 0; i < GONE_ROWS - 1; i++) {
                tx.delete(SPACE.key("gone", i));
            }
            return true;
        });
        assertThat(gone(store)).containsExactly(Tuple.of(GONE_ROWS - 1));
    }

    private static List<Tuple> gone(Store store) {
        try (var now = store.snapshot()) {
            return now.scan(GONE, GONE_ROWS, Reader.Direction.ASCENDING).stream()
                    .map(Reader.Entry::tuple)
                    .toList();
        }
    }

    /** Puts something where nothing was, so it can be asked once. */
    static void checkGone(Store store) {
        assertThat(gone(store)).containsExactly(Tuple.of(GONE_ROWS - 1));
        store.transact(tx -> {
            tx.put(SPACE.key("gone", GONE_ROWS / 2), Tuple.of("again"));
            return true;
        });
        checkGoneAgain(store);
    }

    static void checkGoneAgain(Store store) {
        assertThat(gone(store)).containsExactly(Tuple.of("again"), Tuple.of(GONE_ROWS - 1));
    }

    static void check(Store store) {
        Stamp first;
        try (var now = store.snapshot()) {
            var every = now.get(Key.of(SPACE, EVERY_TYPE)).orElseThrow();
            first = every.stamp();
            assertThat(every.key().tuple()).isEqualTo(EVERY_TYPE);
            assertThat(every.tuple()).isEqualTo(EVERY_TYPE);
            assertThat(now.get(SPACE.key("changed")).orElseThrow().tuple())
                    .isEqualTo(Tuple.of("second"));
            assertThat(now.get(SPACE.key("deleted"))).isEmpty();
            assertThat(Transaction.counter(now.get(SPACE.key("count")).orElseThrow()))
                    .isEqualTo(42);
            var log =
                    now.scan(KeyRange.below(SPACE, Tuple.of("log")), 9, Reader.Direction.ASCENDING);
            assertThat(log).hasSize(1);
            assertThat(log.getFirst().tuple().stamp(0)).isEqualTo(log.getFirst().stamp());
            assertThat(now.scan(LOADED, 9, Reader.Direction.DESCENDING))
                    .extracting(Reader.Entry::tuple)
                    .containsExactly(Tuple.of("second"), Tuple.of("second"));
        }
        store.collect();
        try (var then = store.snapshot(first)) {
            assertThat(then.get(SPACE.key("changed")).orElseThrow().tuple())
                    .isEqualTo(Tuple.of("first"));
            assertThat(then.get(SPACE.key("deleted"))).isPresent();
            assertThat(then.scan(LOADED, 9, Reader.Direction.ASCENDING)).hasSize(1);
        }
        Stamp after =
                store.transact(
                                TransactionOptions.DEFAULT,
                                tx -> {
                                    tx.add(SPACE.key("count"), 0);
                                    return true;
                                })
                        .stamp();
        assertThat(after).isGreaterThan(first);
    }
}
