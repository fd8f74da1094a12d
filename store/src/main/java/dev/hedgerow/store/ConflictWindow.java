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
    private record Written(Key key, long stamp) {}

    private final TreeMap<Key, Long> newest = new TreeMap<>();
    private final ArrayDeque<Written> order = new ArrayDeque<>();
    private final int keysMax;
    private long begins;

    /** Begins with no knowledge of what was written up to {@code start}. */
    ConflictWindow(Stamp start, int keysMax) {
        this.begins = start.value();
        this.keysMax = keysMax;
    }

    /** Why the transaction must begin again, if it must. */
    Optional<Proposal.Verdict.Conflicted> check(Proposal proposal) {
        if (proposal.readsNothing()) {
            return Optional.empty();
        }
        long read = proposal.readStamp.value();
        if (read < begins) {
            return Optional.of(new Proposal.Verdict.Conflicted(null));
        }
        for (Key key : proposal.keysRead) {
            Long written = newest.get(key);
            if (written != null && written > read) {
                return Optional.of(new Proposal.Verdict.Conflicted(key));
            }
        }
        for (KeyRange range : proposal.rangesRead) {
            for (Map.Entry<Key, Long> entry : newest.subMap(range.from(), range.to()).entrySet()) {
                if (entry.getValue() > read) {
                    return Optional.of(new Proposal.Verdict.Conflicted(entry.getKey()));
                }
            }
        }
        return Optional.empty();
    }

    void wrote(Key key, Stamp stamp) {
        newest.put(key, stamp.value());
        order.add(new Written(key, stamp.value()));
        while (order.size() > keysMax) {
            Written oldest = order.remove();
            newest.remove(oldest.key(), oldest.stamp());
            begins = Math.max(begins, oldest.stamp());
        }
    }
}
