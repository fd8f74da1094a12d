package dev.hedgerow.graph;

import dev.hedgerow.graph.Layers.Layer;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries of several layers in one order. Keys are compared where the undermost layer has them,
 * because most of the entries come from there.
 */
final class MergedScan implements Iterator<Entry> {
    private final List<Cursor> cursors = new ArrayList<>();
    private @Nullable Entry next;

    MergedScan(List<Layer> layers, Function<BranchSpace, KeyRange> range, int page) {
        BranchSpace bottom = layers.getLast().space();
        for (Layer layer : layers) {
            var cursor = new Cursor(layer.reader(), range.apply(layer.space()), page);
            cursor.rebase = layer.space() == bottom ? null : bottom;
            cursor.advance();
            cursors.add(cursor);
        }
        next = find();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Entry next() {
        Entry found = next;
        if (found == null) {
            throw new NoSuchElementException();
        }
        next = find();
        return found;
    }

    /** The next entry that is there; its look-alikes of lower layers are left behind. */
    private @Nullable Entry find() {
        while (true) {
            Cursor first = null;
            for (Cursor cursor : cursors) {
                if (cursor.key != null && (first == null || cursor.isBefore(first))) {
                    first = cursor;
                }
            }
            if (first == null || first.entry == null || first.key == null) {
                return null;
            }
            Entry entry = first.entry;
            Key key = first.key;
            for (Cursor cursor : cursors) {
                if (key.equals(cursor.key)) {
                    cursor.advance();
                }
            }
            if (Layers.isThere(entry)) {
                return entry;
            }
        }
    }

    /** Where the scan of one layer is. */
    private static final class Cursor {
        private final Reader reader;
        private final int pageSize;
        private KeyRange rest;
        private Iterator<Entry> page = List.<Entry>of().iterator();
        private boolean last;
        private @Nullable BranchSpace rebase;
        private @Nullable Entry entry;
        private @Nullable Key key;

        Cursor(Reader reader, KeyRange range, int pageSize) {
            this.reader = reader;
            this.rest = range;
            this.pageSize = pageSize;
        }

        boolean isBefore(Cursor other) {
            return key != null && other.key != null && key.compareTo(other.key) < 0;
        }

        void advance() {
            if (!page.hasNext() && !last) {
                List<Entry> read = reader.scan(rest, pageSize, Direction.ASCENDING);
                last = read.size() < pageSize;
                if (!read.isEmpty()) {
                    rest = rest.after(read.getLast().key());
                }
                page = read.iterator();
            }
            entry = page.hasNext() ? page.next() : null;
            key = entry == null ? null : rebase == null ? entry.key() : rebase.rebased(entry.key());
        }
    }
}
