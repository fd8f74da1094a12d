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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The access keys for tables. A signature can be checked only with the secret it was made with, so
 * the secrets are in the store, as no hash of them would do; they leave it for that alone.
 *
 * <p>Keys that were found are kept, for every request asks for one. All changes of them come
 * through here, and each lets go of what is kept before anybody is told of it.
 */
public final class TableKeys {
    private static final Subspace SERVICE = new Subspace(20, "service");
    private static final String KEY = "key";
    private static final String ID = "AK";
    private static final int SECRET_BYTES = 30;

    /** Keys kept, at most. */
    private static final int KEPT_MAX = 1024;

    private final AtomicReference<Kept> kept =
            new AtomicReference<>(new Kept(new ConcurrentHashMap<>()));
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
        Kept now = kept.get();
        Secret known = now.keys().get(id);
        Optional<Secret> found = known == null ? stored(id) : Optional.of(known);
        if (known == null && found.isPresent() && now.keys().size() < KEPT_MAX) {
            // not put where it was looked for when something has changed since: it may be older
            now.keys().put(id, found.get());
        }
        return found.filter(secret -> holds(secret.key()));
    }

    /** The same without waiting, if it was found before; empty does not say that there is none. */
    public Optional<Secret> known(String id) {
        return Optional.ofNullable(kept.get().keys().get(id)).filter(secret -> holds(secret.key()));
    }

    private Optional<Secret> stored(String id) {
        try (var now = store.snapshot()) {
            return now.get(row(id))
                    .map(entry -> new Secret(decode(entry), entry.tuple().string(0)));
        }
    }

    /** Lets go of what is kept; to be called behind each change, before it is told. */
    void changed() {
        kept.set(new Kept(new ConcurrentHashMap<>()));
    }

    /** Keys found since the last change. */
    private record Kept(ConcurrentHashMap<String, Secret> keys) {}

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
