package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest write of each key, for as far back as it remembers. A transaction that read before
 * that begins again.
 */
final class ConflictWindow {
    private static final int RANGES_MAX = 1_024;

    private record Written(Key key, long stamp) {}

    private record WrittenRange(KeyRange range, long stamp) {}

    private final TreeMap<Key, Long> newest = new TreeMap<>();
    private final ArrayDeque<Written> order = new ArrayDeque<>();
    private final ArrayDeque<WrittenRange> ranges = new ArrayDeque<>();
    private final int keysMax;
    private long begins;

    /** Begins with no knowledge of what was written up to {@code start}. */
    ConflictWindow(Stamp start, int keysMax) {
        this.begins = start.value();
        this.keysMax = keysMax;
    }

    /** Why the transaction must begin again, if it must. */
    Optional<Proposal.Verdict.Conflicted> check(Proposal proposal) {
        if (proposal.reads.areNone()) {
            return Optional.empty();
        }
        long read = proposal.reads.stamp().value();
        if (read < begins) {
            return Optional.of(new Proposal.Verdict.Conflicted(null));
        }
        for (Key key : proposal.reads.keys()) {
            Long written = newest.get(key);
            if (written != null && written > read) {
                return Optional.of(new Proposal.Verdict.Conflicted(key));
            }
        }
        for (KeyRange range : proposal.reads.ranges()) {
            for (Map.Entry<Key, Long> entry : newest.subMap(range.from(), range.to()).entrySet()) {
                if (entry.getValue() > read) {
                    return Optional.of(new Proposal.Verdict.Conflicted(entry.getKey()));
                }
            }
        }
        return inRange(proposal.reads, read);
    }

    private Optional<Proposal.Verdict.Conflicted> inRange(Proposal.Reads reads, long since) {
        for (var written : ranges) {
            if (written.stamp() <= since) {
                continue;
            }
            boolean met =
                    reads.keys().stream().anyMatch(written.range()::contains)
                            || reads.ranges().stream().anyMatch(written.range()::intersects);
            if (met) {
                return Optional.of(new Proposal.Verdict.Conflicted(written.range().from()));
            }
        }
        return Optional.empty();
    }

    /** Every key of the range may have been written. */
    void wrote(KeyRange range, Stamp stamp) {
        ranges.add(new WrittenRange(range, stamp.value()));
        if (ranges.size() > RANGES_MAX) {
            begins = Math.max(begins, ranges.remove().stamp());
        }
    }

    void wrote(Key key, Stamp stamp) {
        newest.put(key, stamp.value());
        order.add(new Written(key, stamp.value()));
        while (order.size() > keysMax) {
            forget(order.remove());
        }
    }

    private void forget(Written oldest) {
        newest.remove(oldest.key(), oldest.stamp());
        begins = Math.max(begins, oldest.stamp());
    }

    /** Forgets what was written up to a moment: nobody can still read before it and commit. */
    void forget(Stamp upTo) {
        long last = upTo.value();
        while (!order.isEmpty() && order.element().stamp() <= last) {
            forget(order.remove());
        }
        while (!ranges.isEmpty() && ranges.element().stamp() <= last) {
            begins = Math.max(begins, ranges.remove().stamp());
        }
    }

    /** Keys remembered now. */
    int keys() {
        return newest.size();
    }
}
