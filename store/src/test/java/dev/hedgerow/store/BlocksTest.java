package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Reading in blocks tells what a scan tells. */
final class BlocksTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final KeyRange ALL = KeyRange.all(SPACE);
    private static final KeyRange LOADED = KeyRange.prefix(SPACE, Tuple.of("loaded"));
    private static final int KEYS = 40;
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    private record Found(Tuple key, List<Byte> value) {}

    private static Found found(Key key, byte[] value, int from, int to) {
        var bytes = new ArrayList<Byte>();
        for (int i = from; i < to; i++) {
            bytes.add(value[i]);
        }
        return new Found(key.tuple(), bytes);
    }

    private static List<Found> scanned(Reader reader, KeyRange range) {
        var all = new ArrayList<Found>();
        for (Reader.Entry entry : reader.stream(range)) {
            all.add(found(entry.key(), entry.value(), 0, entry.value().length));
        }
        return all;
    }

    private static List<Found> read(Reader reader, KeyRange range, int bytes) {
        var all = new ArrayList<Found>();
        try (Blocks blocks = reader.blocks(range, bytes)) {
            for (Block block = blocks.next(); block.size() > 0; block = blocks.next()) {
                for (int i = 0; i < block.size(); i++) {
                    Tuple key =
                            Tuple.decode(
                                    Arrays.copyOfRange(
                                            block.bytes(), block.key(i), block.keyEnd(i)));
                    all.add(
                            found(
                                    Key.of(SPACE, key),
                                    block.bytes(),
                                    block.value(i),
                                    block.valueEnd(i)));
                }
            }
            assertThat(blocks.next().size()).isZero();
        }
        return all;
    }

    private static void put(Store store, Key key, byte[] value) {
        store.transact(tx -> {
            tx.put(key, value);
            return true;
        });
    }

    private Key key() {
        int number = random.nextInt(KEYS);
        return random.nextInt(8) == 0
                ? SPACE.key("k", number, "x".repeat(random.nextInt(1_500)))
                : SPACE.key("k", number);
    }

    private void change(Store store) {
        store.transact(tx -> {
            for (int i = random.nextInt(4); i >= 0; i--) {
                if (random.nextInt(4) == 0) {
                    tx.delete(key());
                } else {
                    var value = new byte[random.nextInt(random.nextInt(20) == 0 ? 5_000 : 9)];
                    random.nextBytes(value);
                    tx.put(key(), value);
                }
            }
            return true;
        });
    }

    @EveryStore
    void blocksOfAnySizeTellWhatAScanTellsAtEveryMoment(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            var moments = new ArrayList<Stamp>();
            for (int i = 0; i < 150; i++) {
                change(store);
                moments.add(store.visible());
            }
            for (Stamp at : List.of(moments.get(10), moments.get(75), moments.getLast())) {
                try (var reader = store.snapshot(at)) {
                    for (int bytes : new int[] {1, 40, 1_000, 100_000}) {
                        KeyRange part = ALL.after(key());
                        assertThat(read(reader, ALL, bytes))
                                .as("-Dseed=%d", seed)
                                .isNotEmpty()
                                .isEqualTo(scanned(reader, ALL));
                        assertThat(read(reader, part, bytes))
                                .as("-Dseed=%d", seed)
                                .isEqualTo(scanned(reader, part));
                        KeyRange middle = part.before(key());
                        assertThat(read(reader, middle, bytes))
                                .as("-Dseed=%d", seed)
                                .isEqualTo(scanned(reader, middle));
                    }
                }
            }
        }
    }

    @EveryStore
    void rowsOfALoadAreInBlocksFromTheStampOfItsMarkerOn(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            put(store, SPACE.key("loaded", 3), new byte[] {7});
            put(store, SPACE.key("loaded", 4), new byte[] {7});
            try (var load = store.bulkLoad(List.of(LOADED));
                    var early = store.snapshot()) {
                for (int i = 0; i < 1_000; i++) {
                    load.put(SPACE.key("loaded", i), new byte[] {1});
                }
                load.delete(SPACE.key("loaded", 4));
                load.finish();
                try (var during = store.snapshot()) {
                    assertThat(read(during, ALL, 200)).hasSize(2);
                    store.transact(tx -> {
                        tx.publish(load);
                        return true;
                    });
                    assertThat(read(during, ALL, 200)).hasSize(2);
                }
                assertThat(read(early, ALL, 200)).hasSize(2);
            }
            try (var after = store.snapshot()) {
                assertThat(read(after, ALL, 200)).hasSize(999).isEqualTo(scanned(after, ALL));
            }
        }
    }

    @EveryStore
    void aKeyWithManyVersionsIsPassedOver(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            for (int i = 0; i < 50; i++) {
                put(store, SPACE.key("often"), new byte[] {(byte) i});
            }
            put(store, SPACE.key("once"), new byte[] {1});
            try (var reader = store.snapshot()) {
                assertThat(read(reader, ALL, 1_000)).isEqualTo(scanned(reader, ALL)).hasSize(2);
            }
        }
    }

    @EveryStore
    void severalThreadsMayReadFromOneReaderInTheirOwnBlocks(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            for (int i = 0; i < KEYS; i++) {
                put(store, SPACE.key("k", i), new byte[] {(byte) i});
            }
            try (var reader = store.snapshot();
                    Blocks one = reader.blocks(ALL, 30);
                    Blocks other = reader.blocks(ALL, 30)) {
                for (Block block = one.next(); block.size() > 0; block = one.next()) {
                    assertThat(other.next().size()).isEqualTo(block.size());
                }
                assertThat(other.next().size()).isZero();
            }
        }
    }

    @EveryStore
    void halvesAreOneBehindTheOtherAndAboutTheSame(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            try (var load = store.bulkLoad(List.of(LOADED))) {
                for (int i = 0; i < 20_000; i++) {
                    load.put(SPACE.key("loaded", i * 7), Tuple.of(random.nextLong()));
                }
                load.finish();
                store.transact(tx -> {
                    tx.publish(load);
                    return true;
                });
            }
            try (var reader = store.snapshot()) {
                List<KeyRange> halves = reader.halves(LOADED, 10_000);
                assertThat(halves).hasSize(2);
                List<Found> first = read(reader, halves.getFirst(), 10_000);
                List<Found> second = read(reader, halves.getLast(), 10_000);
                assertThat(first).hasSizeBetween(6_000, 14_000);
                first.addAll(second);
                assertThat(first).hasSize(20_000).isEqualTo(scanned(reader, LOADED));
                assertThat(reader.halves(LOADED, 1L << 40)).containsExactly(LOADED);
                KeyRange none = KeyRange.prefix(SPACE, Tuple.of("none"));
                assertThat(reader.halves(none, 1)).containsExactly(none);
            }
        }
    }

    /** However a range is cut, no entry is in both parts or in none. */
    @EveryStore
    void aCutAnywhereLosesNothing(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            for (int i = 0; i < 60; i++) {
                change(store);
            }
            try (var reader = store.snapshot()) {
                List<Found> all = scanned(reader, ALL);
                for (int i = 0; i < 200; i++) {
                    byte[] bytes = Layout.versioned(key(), new Stamp(random.nextLong(1L << 40)));
                    Key cut =
                            Layout.bound(
                                    Arrays.copyOf(bytes, 6 + random.nextInt(bytes.length - 5)));
                    List<Found> parts = read(reader, ALL.before(cut), 500);
                    parts.addAll(read(reader, ALL.startingAt(cut), 500));
                    assertThat(parts).as("-Dseed=%d", seed).isEqualTo(all);
                }
            }
        }
    }

    @EveryStore
    void entriesOfATransactionComeInBlocksToo(StoreKind kind) {
        try (var place = kind.place();
                var store = place.open()) {
            put(store, SPACE.key("k", 1), new byte[] {1});
            store.transact(tx -> {
                tx.put(SPACE.key("k", 2), new byte[0]);
                assertThat(read(tx, ALL, 1)).hasSize(2).isEqualTo(scanned(tx, ALL));
                return true;
            });
        }
    }

    @Test
    void aCursorTellsTheElementsOfATuple() {
        var cursor = new TupleCursor();
        Tuple nested = Tuple.of("in", Tuple.of(), 3);
        byte[] encoded =
                Tuple.of(
                                "a\0b",
                                5,
                                -1,
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                0.5,
                                true,
                                null,
                                nested,
                                "é")
                        .encode();
        var padded = new byte[encoded.length + 7];
        System.arraycopy(encoded, 0, padded, 3, encoded.length);

        cursor.begin(padded, 3, 3 + encoded.length);

        assertThat(text(cursor)).isEqualTo("a\0b");
        assertThat(cursor.number()).isEqualTo(5);
        assertThat(cursor.number()).isEqualTo(-1);
        assertThat(cursor.number()).isEqualTo(Long.MIN_VALUE);
        assertThat(cursor.number()).isEqualTo(Long.MAX_VALUE);
        assertThat(cursor.real()).isEqualTo(0.5);
        assertThat(cursor.skipNull()).isFalse();
        assertThat(cursor.bool()).isTrue();
        assertThat(cursor.skipNull()).isTrue();
        cursor.enter();
        assertThat(text(cursor)).isEqualTo("in");
        assertThat(cursor.element()).isEqualTo(Tuple.of());
        assertThat(cursor.hasNext()).isTrue();
        cursor.skip(1);
        assertThat(cursor.hasNext()).isFalse();
        cursor.leave();
        assertThat(text(cursor)).isEqualTo("é");
        assertThat(cursor.hasNext()).isFalse();
        assertThatThrownBy(cursor::number).isInstanceOf(HedgerowException.class);
    }

    private static String text(TupleCursor cursor) {
        cursor.text();
        return new String(
                cursor.textBytes(),
                cursor.textFrom(),
                cursor.textTo() - cursor.textFrom(),
                StandardCharsets.UTF_8);
    }

    @Test
    void aCursorRefusesWhatIsNotOfTheKind() {
        List<Tuple> tuples = List.of(Tuple.of("a"), Tuple.of(1), Tuple.of(0.5), Tuple.of(true));
        for (int i = 0; i < tuples.size(); i++) {
            byte[] encoded = tuples.get(i).encode();
            List<Consumer<TupleCursor>> kinds =
                    List.of(
                            TupleCursor::text,
                            TupleCursor::number,
                            TupleCursor::real,
                            TupleCursor::bool);
            for (int kind = 0; kind < kinds.size(); kind++) {
                var cursor = new TupleCursor();
                cursor.begin(encoded, 0, encoded.length);
                var read = kinds.get(kind);
                if (kind == i) {
                    read.accept(cursor);
                    assertThat(cursor.hasNext()).isFalse();
                } else {
                    assertThatThrownBy(() -> read.accept(cursor))
                            .isInstanceOfSatisfying(
                                    HedgerowException.class,
                                    e -> assertThat(e.failure()).isEqualTo(Failure.CORRUPT));
                }
            }
        }
    }
}
