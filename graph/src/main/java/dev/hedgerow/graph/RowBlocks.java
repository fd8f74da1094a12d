package dev.hedgerow.graph;

import dev.hedgerow.store.Block;
import dev.hedgerow.store.Blocks;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The stored rows of a type in the order of their keys, some at a time. */
final class RowBlocks implements Blocks {
    /** Small enough to stay in a processor's own cache. */
    private static final int BYTES = 64 * 1024;

    /** Worth a thread of its own. */
    private static final int MANY_BYTES = 256 * 1024;

    private static final int ENTRIES = 512;

    private final Iterator<Entry> entries;

    private RowBlocks(Iterator<Entry> entries) {
        this.entries = entries;
    }

    /** Many rows in two ranges; those of a branch with ancestors in one. */
    static List<RowRange> ranges(Layers layers, EntityType type) {
        KeyRange rows = layers.space().rows(type);
        List<KeyRange> ranges =
                layers.hasAncestors() ? List.of(rows) : newest(layers).halves(rows, MANY_BYTES);
        return ranges.stream().map(range -> new RowRange(type, range)).toList();
    }

    /** The rows as they are stored; those of a branch with ancestors as they are seen. */
    static Blocks of(Layers layers, RowRange range) {
        return layers.hasAncestors()
                ? new RowBlocks(layers.scan(space -> space.rows(range.type())).iterator())
                : newest(layers).blocks(range.keys(), BYTES);
    }

    private static Reader newest(Layers layers) {
        return layers.layers().getFirst().reader();
    }

    @Override
    public Block next() {
        var some = new ArrayList<Entry>(ENTRIES);
        long bytes = 0;
        while (some.size() < ENTRIES && bytes < BYTES && entries.hasNext()) {
            Entry entry = entries.next();
            bytes += entry.value().length;
            some.add(entry);
        }
        return Block.of(some);
    }

    @Override
    public void close() {}
}
