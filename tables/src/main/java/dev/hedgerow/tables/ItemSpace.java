package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where items and their rows in indexes lie; see the package page. Partitions are spread by a hash,
 * so that a scan can be cut into segments and a busy stretch of keys has no neighbours.
 */
final class ItemSpace {
    static final Subspace ITEMS = new Subspace(23, "items");

    /** Hashes are below this. */
    static final long HASHES = 1L << 32;

    static final int TABLE_ITSELF = 0;

    /** Where in a key the part begins that is the item's own. */
    private static final int ITEM = 2;

    private static final int DIGEST_BYTES = 16;

    private ItemSpace() {}

    /** The item with the key attributes that stand in these attributes. */
    static Key item(TableSchema table, Map<String, Value> attributes) {
        return Key.of(ITEMS, itemTuple(table, attributes));
    }

    private static Tuple itemTuple(TableSchema table, Map<String, Value> attributes) {
        return partition(table.id(), TABLE_ITSELF, parts(table.keys().hash(), attributes))
                .with(parts(table.keys().range(), attributes));
    }

    /** The row of the item in the index; the attributes hold both keys. */
    static Key indexRow(TableSchema table, IndexSchema index, Map<String, Value> attributes) {
        return Key.of(
                ITEMS,
                partition(table.id(), index.number(), parts(index.keys().hash(), attributes))
                        .with(parts(index.keys().range(), attributes))
                        .with((Object) digest(itemTuple(table, attributes))));
    }

    /** The row that says when the item goes. */
    static Key expiryRow(
            TableSchema table, Expiry expiry, long seconds, Map<String, Value> attributes) {
        return Key.of(
                ITEMS,
                Tuple.of(table.id(), expiry.number(), seconds)
                        .with(itemTuple(table, attributes).from(ITEM)));
    }

    /** The item that such a row speaks of. */
    static Key expiring(Key row) {
        Tuple tuple = row.tuple();
        return Key.of(ITEMS, Tuple.of(tuple.number(0), TABLE_ITSELF).with(tuple.from(ITEM + 1)));
    }

    /** The rows of items that go from one second on, and before another. */
    static KeyRange expiring(long table, int number, long fromSeconds, long toSeconds) {
        return new KeyRange(
                ITEMS.key(table, number, fromSeconds), ITEMS.key(table, number, toSeconds));
    }

    /** Short, so that a row's key has room for the longest keys of an index. */
    private static byte[] digest(Tuple tuple) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(tuple.encode());
            return Arrays.copyOf(whole, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Everything of the table: its items and all its indexes. */
    static KeyRange all(long table) {
        return KeyRange.below(ITEMS, Tuple.of(table));
    }

    /** The items of the table, or the rows of an index, with a number of {@link IndexSchema}. */
    static KeyRange whole(long table, int index) {
        return KeyRange.below(ITEMS, Tuple.of(table, index));
    }

    /** A segment of a scan: those whose hash is in it. */
    static KeyRange segment(long table, int index, int segment, int segments) {
        return new KeyRange(
                ITEMS.key(table, index, boundary(segment, segments)),
                ITEMS.key(table, index, boundary(segment + 1, segments)));
    }

    private static long boundary(int segment, int segments) {
        return (HASHES * segment + segments - 1) / segments;
    }

    /** The beginning of the keys of one partition. System tables are not spread. */
    static Tuple partition(long table, int index, Tuple hashParts) {
        return Tuple.of(table, index, table < 0 ? 0L : hash(hashParts)).with(hashParts);
    }

    static int number(TableSchema table, java.util.Optional<IndexSchema> index) {
        return index.map(IndexSchema::number).orElse(TABLE_ITSELF);
    }

    /** The attributes' values as elements of a key. */
    static Tuple parts(List<KeyAttribute> keys, Map<String, Value> attributes) {
        Object[] parts = new Object[keys.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = element(Objects.requireNonNull(attributes.get(keys.get(i).name())));
        }
        return Tuple.of(parts);
    }

    /** A value of a key; texts, numbers and binaries never have the same bytes. */
    static Object element(Value value) {
        return switch (value) {
            case Value.Text(String text, _) -> text;
            case Value.Binary(byte[] bytes) -> bytes;
            case Value.Numeric(var number) -> Tuple.of((Object) number.code());
            case Value.Bool _, Value.Null _, Value.Set _, Value.Sequence _, Value.Document _ ->
                    throw new IllegalArgumentException("not in a key: " + value.type());
        };
    }

    /** FNV-1a over the parts, mixed; part of the stored format. */
    static long hash(Tuple parts) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < parts.size(); i++) {
            byte[] bytes;
            if (parts.get(i) instanceof String text) {
                bytes = text.getBytes(StandardCharsets.UTF_8);
            } else if (parts.get(i) instanceof Tuple number) {
                bytes = number.bytes(0);
            } else {
                bytes = parts.bytes(i);
            }
            hash = (hash ^ bytes.length) * 0x100000001b3L;
            for (byte b : bytes) {
                hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
            }
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (hash ^ hash >>> 33) >>> 32;
    }

    /** What {@link KeyRange} calls a prefix, in this space. */
    static KeyRange prefix(Tuple prefix) {
        return KeyRange.prefix(ITEMS, prefix);
    }

    static Key key(Tuple tuple) {
        return Key.of(ITEMS, tuple);
    }
}
