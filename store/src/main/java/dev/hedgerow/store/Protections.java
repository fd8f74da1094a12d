package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the store keeps of the past, as rows: the oldest moment that can be read like any later one,
 * and named moments before it that somebody needs. A protection is written by a transaction that
 * reads the horizon, and the horizon by one that meets it; so a moment is protected in time or
 * refused. Below the horizon moments only ever become fewer, which is what lets the sweep delete
 * without a lock.
 */
final class Protections {
    private static final Subspace HISTORY = new Subspace(3, "history");
    private static final Subspace PROTECTIONS = new Subspace(4, "protections");
    private static final Key OLDEST = HISTORY.key("oldest");
    private static final Tuple NAMES = Tuple.of("name");
    private static final Tuple MOMENTS = Tuple.of("moment");

    private Protections() {}

    static Stamp oldest(Reader reader) {
        return reader.get(OLDEST).map(entry -> entry.tuple().stamp(0)).orElse(Stamp.ZERO);
    }

    static void moveOldest(Transaction tx, Stamp to) {
        tx.put(OLDEST, Tuple.of(to));
    }

    /** Protects the moment under the name, instead of the one it protected before. */
    static void protect(Transaction tx, Key name, Stamp at) {
        if (at.isAfter(tx.stamp())) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "%s is not in the past and cannot be protected".formatted(at));
        }
        if (oldest(tx).isAfter(at) && !isProtected(tx, at)) {
            throw gone(at);
        }
        unprotect(tx, name);
        tx.put(named(name), Tuple.of(at));
        tx.put(moment(at, name), Tuple.of());
    }

    static void unprotect(Transaction tx, Key name) {
        named(tx, name)
                .ifPresent(at -> {
                    tx.delete(named(name));
                    tx.delete(moment(at, name));
                });
    }

    static void unprotect(Transaction tx, KeyRange names) {
        for (var entry : tx.stream(new KeyRange(named(names.from()), named(names.to())))) {
            unprotect(tx, Key.wrap(entry.key().tuple().bytes(1)));
        }
    }

    /** The moment protected under the name. */
    static Optional<Stamp> named(Reader reader, Key name) {
        return reader.get(named(name)).map(entry -> entry.tuple().stamp(0));
    }

    static boolean isProtected(Reader reader, Stamp at) {
        var range = KeyRange.below(PROTECTIONS, MOMENTS.with(at));
        return !reader.scan(range, 1, Reader.Direction.ASCENDING).isEmpty();
    }

    /** Every protected moment. */
    static NavigableSet<Stamp> moments(Reader reader) {
        var moments = new TreeSet<Stamp>();
        for (var entry : reader.stream(KeyRange.below(PROTECTIONS, MOMENTS))) {
            moments.add(entry.key().tuple().stamp(1));
        }
        return moments;
    }

    static HedgerowException gone(Stamp at) {
        return HedgerowException.of(
                Failure.HISTORY_GONE,
                "The state at %s is not kept any more; read a newer one, or protect what is needed for longer"
                        .formatted(at));
    }

    private static Key named(Key name) {
        return Key.of(PROTECTIONS, NAMES.with((Object) name.bytes()));
    }

    private static Key moment(Stamp at, Key name) {
        return Key.of(PROTECTIONS, MOMENTS.with(at, name.bytes()));
    }
}
