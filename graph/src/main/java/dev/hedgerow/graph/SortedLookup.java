package dev.hedgerow.graph;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks up keys that ascend. It reads ahead a page whose size follows what it meets: where nearly
 * every key is asked for it is a scan, where few are it is one look for each.
 */
final class SortedLookup {
    private static final int PAGE_MIN = 4;

    private final Layers layers;
    private final Function<BranchSpace, Key> prefix;
    private final Key own;
    private List<Entry> page = List.of();
    private int at;
    private int used;
    private int size = PAGE_MIN;
    private boolean complete;

    /**
     * @param prefix how the keys begin
     */
    SortedLookup(Layers layers, Function<BranchSpace, Key> prefix) {
        this.layers = layers;
        this.prefix = prefix;
        own = prefix.apply(layers.space());
    }

    /** The entry of the key whose end is given, which is not below the one asked for before. */
    Optional<Entry> get(byte[] encoded, int from, int to) {
        if (at == page.size() && complete) {
            return Optional.empty();
        }
        Key wanted = own.with(encoded, from, to);
        skipTo(wanted);
        if (at == page.size() && !complete) {
            read(space -> prefix.apply(space).with(encoded, from, to));
            skipTo(wanted);
        }
        if (at < page.size() && here().equals(wanted)) {
            used++;
            return Optional.of(page.get(at));
        }
        return Optional.empty();
    }

    private void skipTo(Key wanted) {
        while (at < page.size() && here().compareTo(wanted) < 0) {
            at++;
        }
    }

    private Key here() {
        Key key = page.get(at).key();
        return layers.hasAncestors() ? layers.space().rebased(key) : key;
    }

    private void read(Function<BranchSpace, Key> key) {
        size = 2 * used >= page.size() ? Math.min(2 * size, Reader.PAGE) : PAGE_MIN;
        used = 0;
        at = 0;
        var entries = new ArrayList<Entry>(size);
        // one more than is taken, so that the scan does not read on behind the last
        Iterable<Entry> scan =
                layers.scan(
                        space -> KeyRange.below(prefix.apply(space)).startingAt(key.apply(space)),
                        size + 1);
        for (Entry entry : scan) {
            entries.add(entry);
            if (entries.size() == size) {
                break;
            }
        }
        complete = entries.size() < size;
        page = entries;
    }
}
