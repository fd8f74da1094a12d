package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which bulk loads are visible from when, and which ranges are being loaded now.
 *
 * <p>The rows of a load carry the stamp of the transaction that began it. What is published is a
 * map from that stamp to the one of the transaction that published it; so a reader judges a row
 * without another read, and publishing changes one row, however many it makes visible.
 */
final class Loads {
    private static final Subspace LOADS = new Subspace(2, "bulk loads");

    /**
     * A load as the store knows it.
     *
     * @param begun its name: the stamp in the keys of its rows
     * @param published empty while it is under way, and for one that was abandoned
     */
    record Stored(Stamp begun, Optional<Stamp> published, List<KeyRange> ranges) {}

    /** The ranges of one load; nobody else writes there. */
    static final class Claim {
        private final List<KeyRange> ranges;

        Claim(List<KeyRange> ranges) {
            this.ranges = List.copyOf(ranges);
        }

        List<KeyRange> ranges() {
            return ranges;
        }

        boolean holds(Key key) {
            return rangeOf(key) >= 0;
        }

        /** The number of the first range that has the key, or -1; asked for every row. */
        int rangeOf(Key key) {
            for (int i = 0; i < ranges.size(); i++) {
                if (ranges.get(i).contains(key)) {
                    return i;
                }
            }
            return -1;
        }

        private Optional<KeyRange> shared(Claim other) {
            return ranges.stream()
                    .filter(range -> other.ranges.stream().anyMatch(range::intersects))
                    .findFirst();
        }

        private Optional<Key> first(NavigableMap<Key, ?> changes) {
            return ranges.stream()
                    .map(range -> changes.ceilingKey(range.from()))
                    .filter(key -> key != null && holds(key))
                    .findFirst();
        }
    }

    private final ConcurrentSkipListMap<Stamp, Stamp> published = new ConcurrentSkipListMap<>();
    private final CopyOnWriteArrayList<Claim> claims = new CopyOnWriteArrayList<>();
    private final Set<Stamp> underWay = ConcurrentHashMap.newKeySet();
    private final ReentrantLock claiming = new ReentrantLock();

    /** From when on the rows of a load are visible; null while they are not. */
    @Nullable Stamp visibleFrom(Stamp begun) {
        return published.get(begun);
    }

    /**
     * Whether the load may still be published, or it is not known whether it was. Ask this before
     * {@link #visibleFrom}.
     */
    boolean isUnderWay(Stamp begun) {
        return underWay.contains(begun);
    }

    /** Called before the first row is stored. */
    void begin(Stamp begun) {
        underWay.add(begun);
    }

    /** Called when it is certain whether the load was published. */
    void end(Stamp begun) {
        underWay.remove(begun);
    }

    /** Learns from the store what was published. */
    void learn(Reader reader) {
        for (Stored load : stored(reader)) {
            load.published().ifPresent(at -> published.put(load.begun(), at));
        }
    }

    /** Called when the marker is durable, before anybody reads at its stamp. */
    void publish(Stamp begun, Stamp at) {
        published.put(begun, at);
    }

    /** Takes the ranges: every other transaction that is validated from now on is refused there. */
    Claim claim(List<KeyRange> ranges) {
        var claim = new Claim(ranges);
        claiming.lock();
        try {
            for (Claim other : claims) {
                claim.shared(other)
                        .ifPresent(range -> {
                            throw loading(range.from());
                        });
            }
            if (claims.size() >= BulkLoad.OPEN_MAX) {
                throw HedgerowException.of(
                        Failure.OVERLOADED,
                        "%d bulk loads are under way already; try again".formatted(claims.size()));
            }
            claims.add(claim);
        } finally {
            claiming.unlock();
        }
        return claim;
    }

    void release(Claim claim) {
        claims.remove(claim);
    }

    /** Refuses changes inside the ranges of a load, unless the transaction publishes that load. */
    void check(NavigableMap<Key, ?> changes, List<OpenLoad> publishing) {
        for (OpenLoad load : publishing) {
            if (published.containsKey(load.begun())) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE, "The bulk load was published already");
            }
        }
        for (Claim claim : claims) {
            if (publishing.stream().noneMatch(load -> load.claim() == claim)) {
                claim.first(changes)
                        .ifPresent(key -> {
                            throw loading(key);
                        });
            }
        }
    }

    private static HedgerowException loading(Key key) {
        return HedgerowException.of(
                Failure.LOCKED,
                "A bulk load is writing where %s is; try again when it has ended".formatted(key));
    }

    /** Every load that has a record. */
    static List<Stored> stored(Reader reader) {
        var loads = new ArrayList<Stored>();
        for (var entry : reader.stream(KeyRange.all(LOADS))) {
            var ranges = new ArrayList<KeyRange>();
            Tuple row = entry.tuple();
            for (int i = 1; i < row.size(); i += 2) {
                ranges.add(new KeyRange(Key.wrap(row.bytes(i)), Key.wrap(row.bytes(i + 1))));
            }
            Optional<Stamp> at = row.isNull(0) ? Optional.empty() : Optional.of(row.stamp(0));
            loads.add(new Stored(entry.key().tuple().stamp(0), at, ranges));
        }
        return loads;
    }

    /** Writes the record; the commit's stamp names the load. */
    static void writeBegun(Transaction tx, Claim claim) {
        tx.putStamped(LOADS, Tuple.of(Tuple.COMMIT_STAMP), row(null, claim));
    }

    /** Writes the marker. */
    static void writePublished(Transaction tx, Stamp begun, Claim claim) {
        tx.putStamped(LOADS, Tuple.of(begun), row(Tuple.COMMIT_STAMP, claim));
    }

    /**
     * Whether the load was published. Counts as a write, so that the answer is the log's: while
     * nobody knows what became of a marker, there is none.
     */
    static boolean isPublished(Transaction tx, Stamp begun) {
        Key key = LOADS.key(begun);
        tx.addWriteConflict(key);
        return tx.get(key).filter(entry -> !entry.tuple().isNull(0)).isPresent();
    }

    static void forget(Transaction tx, Stamp begun) {
        tx.delete(LOADS.key(begun));
    }

    private static Tuple row(@Nullable Object published, Claim claim) {
        var elements = new ArrayList<@Nullable Object>();
        elements.add(published);
        for (KeyRange range : claim.ranges()) {
            elements.add(range.from().bytes());
            elements.add(range.to().bytes());
        }
        return Tuple.ofAll(elements);
    }
}
