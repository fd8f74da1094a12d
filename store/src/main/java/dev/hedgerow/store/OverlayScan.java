package dev.hedgerow.store;

import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Merges a scan of the snapshot with the changes that lie over it. */
final class OverlayScan {
    private final Reader base;
    private final NavigableMap<Key, Change> changes;
    private final Function<Key, Optional<Entry>> own;

    OverlayScan(
            Reader base, NavigableMap<Key, Change> changes, Function<Key, Optional<Entry>> own) {
        this.base = base;
        this.changes = changes;
        this.own = own;
    }

    List<Entry> scan(KeyRange range, int limit, Direction direction) {
        if (range.isEmpty()) {
            return List.of();
        }
        var inRange = changes.subMap(range.from(), true, range.to(), false);
        if (inRange.isEmpty()) {
            return base.scan(range, limit, direction);
        }
        boolean up = direction == Direction.ASCENDING;
        // a view: copying it would make a scan by pages cost the square of what was written
        Iterator<Key> changed = (up ? inRange : inRange.descendingMap()).keySet().iterator();
        Iterator<Entry> stored = new BasePages(range, limit, direction);
        var merged = new ArrayList<Entry>();
        Key nextChanged = next(changed);
        Entry nextStored = next(stored);
        while (merged.size() < limit && (nextChanged != null || nextStored != null)) {
            int order = order(nextChanged, nextStored, up);
            if (order <= 0 && nextChanged != null) {
                own.apply(nextChanged).ifPresent(merged::add);
                nextChanged = next(changed);
            } else if (nextStored != null) {
                merged.add(nextStored);
            }
            if (order >= 0) {
                nextStored = next(stored);
            }
        }
        return merged;
    }

    private static <T> @Nullable T next(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }

    /** Negative when the changed key comes first, zero when both are the same key. */
    private static int order(@Nullable Key changed, @Nullable Entry stored, boolean up) {
        if (changed == null) {
            return 1;
        }
        if (stored == null) {
            return -1;
        }
        int order = changed.compareTo(stored.key());
        return up ? order : -order;
    }

    private final class BasePages implements Iterator<Entry> {
        private final Direction direction;
        private final int pageSize;
        private KeyRange rest;
        private Iterator<Entry> page = List.<Entry>of().iterator();
        private boolean last;

        BasePages(KeyRange range, int limit, Direction direction) {
            this.rest = range;
            this.direction = direction;
            this.pageSize = Math.clamp(limit, 16, Reader.PAGE);
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !last) {
                List<Entry> next = base.scan(rest, pageSize, direction);
                last = next.size() < pageSize;
                if (!next.isEmpty()) {
                    Key end = next.getLast().key();
                    rest = direction == Direction.ASCENDING ? rest.after(end) : rest.before(end);
                }
                page = next.iterator();
            }
            return page.hasNext();
        }

        @Override
        public Entry next() {
            return page.next();
        }
    }
}
