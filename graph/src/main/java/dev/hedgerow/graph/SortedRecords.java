package dev.hedgerow.graph;

import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.graph.sort.Spool;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Records that come sorted, type by type; written once, then read any number of times. */
final class SortedRecords implements AutoCloseable {
    private final Spool spool;
    private final Map<Integer, Section> sections = new HashMap<>();

    SortedRecords(Path folder) {
        spool = new Spool(folder);
    }

    /** Where the records of a type lie. */
    private record Section(long from, long to) {}

    /** Adds a record behind the others, of the same type as the last one or of one not yet seen. */
    void add(EntityType type, byte[] key, byte[] value) {
        long before = spool.position();
        spool.add(key, value);
        sections.merge(
                type.number(),
                new Section(before, spool.position()),
                (all, last) -> new Section(all.from(), last.to()));
    }

    /** The records of the type; nothing is added any more. */
    Iterator<KeyedBytes> of(EntityType type) {
        Section section = sections.get(type.number());
        return section == null
                ? Collections.emptyIterator()
                : spool.read(section.from(), section.to());
    }

    @Override
    public void close() {
        spool.close();
    }
}
