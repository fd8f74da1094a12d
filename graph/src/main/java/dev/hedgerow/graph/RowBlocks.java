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
    private static final int BYTES = 256 * 1024;
    private static final int ENTRIES = 512;

    private final Iterator<Entry> entries;

    private RowBlocks(Iterator<Entry> entries) {
        this.entries = entries;
    }

    /**
     * The rows as they are stored, of many edges in two ranges; those of a branch with ancestors as
     * they are seen. The order of nodes is kept for the engine, where it is the order of the table.
     */
    static List<Blocks> of(Layers layers, EntityType type) {
        if (layers.hasAncestors()) {
            return List.of(new RowBlocks(layers.scan(space -> space.rows(type)).iterator()));
        }
        Reader reader = layers.layers().getFirst().reader();
        KeyRange rows = layers.space().rows(type);
        List<KeyRange> ranges =
                type instanceof EdgeType ? reader.halves(rows, BYTES) : List.of(rows);
        return ranges.stream().map(range -> reader.blocks(range, BYTES)).toList();
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
