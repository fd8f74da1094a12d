package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns accepted transactions into the decided writes of one entry. */
final class EntryBuilder {
    /** The newest committed value of a key. */
    interface LatestValues {
        Optional<byte[]> latest(Key key);
    }

    private final LatestValues committed;
    private final List<ReplicatedLog.Versioned> writes = new ArrayList<>();
    private final Map<Key, byte[]> written = new HashMap<>();
    private final Map<Stamp, Stamp> published = new TreeMap<>();
    private final List<KeyRange> ranges = new ArrayList<>();
    private final Loads loads;

    EntryBuilder(LatestValues committed, Loads loads) {
        this.committed = committed;
        this.loads = loads;
    }

    /** The loads that the entry makes visible, and from when. */
    Map<Stamp, Stamp> published() {
        return published;
    }

    /** Where the loads have rows. */
    List<KeyRange> ranges() {
        return ranges;
    }

    List<ReplicatedLog.Versioned> writes() {
        return writes;
    }

    /**
     * Adds the transaction's writes at its stamp and tells the window; or refuses the transaction,
     * as a whole, when a counter would overflow or is none, or a load owns what it writes.
     */
    boolean add(Proposal proposal, Stamp stamp, ConflictWindow window) {
        NavigableMap<Key, byte[]> decided;
        try {
            decided = decide(proposal.writes, stamp);
            loads.check(decided, proposal.writes.published());
        } catch (HedgerowException e) {
            proposal.decide(new Proposal.Verdict.Failed(e));
            return false;
        }
        decided.forEach((key, value) -> {
            writes.add(new ReplicatedLog.Versioned(key, stamp, value));
            written.put(key, value);
            window.wrote(key, stamp);
        });
        proposal.writes.conflicts().forEach(key -> window.wrote(key, stamp));
        for (OpenLoad load : proposal.writes.published()) {
            published.put(load.begun(), stamp);
            ranges.addAll(load.claim().ranges());
            load.claim().ranges().forEach(range -> window.wrote(range, stamp));
        }
        return true;
    }

    private NavigableMap<Key, byte[]> decide(Proposal.Writes proposed, Stamp stamp) {
        var decided = new TreeMap<Key, byte[]>();
        proposed.changes().forEach((key, change) -> decided.put(key, stored(key, change, stamp)));
        for (var put : proposed.stamped()) {
            Key key = Key.wrap(filled(put.key(), put.keyOffsets(), stamp));
            decided.put(key, stored(key, put.value(), stamp));
        }
        return decided;
    }

    private byte[] stored(Key key, Change change, Stamp stamp) {
        return switch (change) {
            case Change.Put(byte[] value) -> Layout.value(value);
            case Change.Delete _ -> Layout.DELETED;
            case Change.PutStamped(byte[] value, int[] offsets) ->
                    Layout.value(filled(value, offsets, stamp));
            case Change.InPlace(var counter, long operand) ->
                    Layout.value(combined(key, counter, operand));
        };
    }

    private byte[] combined(Key key, Change.Counter counter, long operand) {
        try {
            return counterBytes(counter.combine(current(key), operand));
        } catch (ArithmeticException e) {
            throw HedgerowException.causedBy(
                    e, Failure.LIMIT_EXCEEDED, "The counter %s would overflow".formatted(key));
        }
    }

    private @Nullable Long current(Key key) {
        byte[] inEntry = written.get(key);
        byte[] value =
                inEntry == null
                        ? committed.latest(key).orElse(null)
                        : Layout.isDeleted(inEntry) ? null : Layout.payload(inEntry);
        return value == null ? null : counterValue(key, value);
    }

    static byte[] counterBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static long counterValue(Key key, byte[] value) {
        if (value.length != Long.BYTES) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE, "The value of %s is not a counter".formatted(key));
        }
        return ByteBuffer.wrap(value).getLong();
    }

    private static byte[] filled(byte[] template, int[] offsets, Stamp stamp) {
        byte[] bytes = template.clone();
        for (int offset : offsets) {
            ByteBuffer.wrap(bytes).putLong(offset, stamp.value());
        }
        return bytes;
    }
}
