package dev.hedgerow.graph;

import dev.hedgerow.store.Block;
import dev.hedgerow.store.Blocks;
import dev.hedgerow.store.Reader.Entry;
import java.util.ArrayList;
import java.util.Iterator;

/** The stored rows of a type in the order of their keys, some at a time. */
final class RowBlocks implements Blocks {
    private static final int BYTES = 256 * 1024;
    private static final int ENTRIES = 512;

    private final Iterator<Entry> entries;

    private RowBlocks(Iterator<Entry> entries) {
        this.entries = entries;
    }

    /** A branch without ancestors is read as it is stored. */
    static Blocks of(Layers layers, EntityType type) {
        if (layers.hasAncestors()) {
            return new RowBlocks(layers.scan(space -> space.rows(type)).iterator());
        }
        return layers.layers().getFirst().reader().blocks(layers.space().rows(type), BYTES);
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
