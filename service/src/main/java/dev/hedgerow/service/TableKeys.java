package dev.hedgerow.service;

import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The access keys for tables. A signature can be checked only with the secret it was made with, so
 * the secrets are in the store, as no hash of them would do; they leave it for that alone.
 */
public final class TableKeys {
    private static final Subspace SERVICE = new Subspace(20, "service");
    private static final String KEY = "key";
    private static final String ID = "AK";
    private static final int SECRET_BYTES = 30;

    private final Store store;
    private final World world;
    private final Ids ids;

    TableKeys(Store store, World world) {
        this.store = store;
        this.world = world;
        this.ids = new Ids(world);
    }

    /** A key with its secret, which is not to be told or logged. */
    public record Secret(TableKey key, String secret) {
        @Override
        public String toString() {
            return key.toString();
        }
    }

    /** The key that holds now, with its secret: to check a signature with. */
    public Optional<Secret> find(String id) {
        Optional<Reader.Entry> row;
        try (var now = store.snapshot()) {
            row = now.get(row(id));
        }
        return row.map(entry -> new Secret(decode(entry), entry.tuple().string(0)))
                .filter(found -> holds(found.key()));
    }

    private boolean holds(TableKey key) {
        return key.expires().filter(end -> !world.clock().instant().isBefore(end)).isEmpty();
    }

    String newId() {
        return ID + ids.body().toUpperCase(Locale.ROOT);
    }

    String newSecret() {
        var secret = new byte[SECRET_BYTES];
        world.random().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    void put(Transaction tx, String secret, TableKey key) {
        tx.put(
                row(key.id()),
                Tuple.of(
                        secret,
                        key.name(),
                        Tuple.ofAll(key.tables()),
                        Tuple.ofAll(key.actions()),
                        key.issuer(),
                        key.created().toEpochMilli(),
                        key.expires().map(Instant::toEpochMilli).orElse(null)));
    }

    /** The keys after the id, in the order in which they were made. */
    List<TableKey> list(Optional<String> after, int limit) {
        KeyRange all = KeyRange.prefix(SERVICE, Tuple.of(KEY));
        KeyRange rest = after.map(id -> all.after(row(id))).orElse(all);
        try (var now = store.snapshot()) {
            return now.scan(rest, limit, Reader.Direction.ASCENDING).stream()
                    .map(TableKeys::decode)
                    .toList();
        }
    }

    Optional<TableKey> find(Reader reader, String id) {
        return reader.get(row(id)).map(TableKeys::decode);
    }

    void remove(Transaction tx, String id) {
        tx.delete(row(id));
    }

    private static Key row(String id) {
        return SERVICE.key(KEY, id);
    }

    private static TableKey decode(Reader.Entry entry) {
        Tuple row = entry.tuple();
        return new TableKey(
                entry.key().tuple().string(1),
                row.string(1),
                strings(row.tuple(2)),
                strings(row.tuple(3)),
                row.string(4),
                Instant.ofEpochMilli(row.number(5)),
                row.isNull(6)
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(row.number(6))));
    }

    private static List<String> strings(Tuple tuple) {
        var strings = new ArrayList<String>();
        for (int i = 0; i < tuple.size(); i++) {
            strings.add(tuple.string(i));
        }
        return strings;
    }
}
