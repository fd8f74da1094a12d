package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the store must hold: every version of every key, in the simplest way. */
final class Model {
    private final TreeMap<Key, TreeMap<Stamp, Optional<byte[]>>> versions = new TreeMap<>();

    /** Commits above every earlier commit. */
    void commit(Stamp stamp, Map<Key, Optional<byte[]>> changes) {
        changes.forEach((key, value) ->
                versions.computeIfAbsent(key, _ -> new TreeMap<>()).put(stamp, value));
    }

    Reader at(Stamp stamp) {
        return new At(stamp);
    }

    private final class At implements Reader {
        private final Stamp stamp;

        At(Stamp stamp) {
            this.stamp = stamp;
        }

        @Override
        public Stamp stamp() {
            return stamp;
        }

        @Override
        public Optional<Entry> get(Key key) {
            var history = versions.get(key);
            var newest = history == null ? null : history.floorEntry(stamp);
            return newest == null
                    ? Optional.empty()
                    : newest.getValue().map(value -> new Entry(key, value, newest.getKey()));
        }

        @Override
        public List<Entry> scan(KeyRange range, int limit, Direction direction) {
            if (range.isEmpty()) {
                return List.of();
            }
            var keys = within(versions, range, direction).keySet();
            return keys.stream().flatMap(key -> get(key).stream()).limit(limit).toList();
        }
    }

    /** The part of the map in the range, in the direction. */
    static <V> NavigableMap<Key, V> within(
            NavigableMap<Key, V> map, KeyRange range, Reader.Direction direction) {
        var part = map.subMap(range.from(), true, range.to(), false);
        return switch (direction) {
            case ASCENDING -> part;
            case DESCENDING -> part.descendingMap();
        };
    }

    /** Every entry the reader shows, by the reader's own paging, in the direction. */
    static List<Reader.Entry> all(Reader reader, KeyRange range, Reader.Direction direction) {
        var all = new ArrayList<Reader.Entry>();
        KeyRange rest = range;
        while (true) {
            var page = reader.scan(rest, Reader.PAGE, direction);
            all.addAll(page);
            if (page.size() < Reader.PAGE) {
                return all;
            }
            Key last = page.getLast().key();
            rest = direction == Reader.Direction.ASCENDING ? rest.after(last) : rest.before(last);
        }
    }
}
