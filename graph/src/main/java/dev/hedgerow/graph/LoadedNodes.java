package dev.hedgerow.graph;

import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.graph.sort.Spool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The nodes of a bulk load by type and key, to be walked beside its edges. */
final class LoadedNodes implements AutoCloseable {
    private final Spool spool;
    private final Map<Integer, Section> sections = new HashMap<>();

    LoadedNodes(Path folder) {
        spool = new Spool(folder);
    }

    /** Where the nodes of a type lie. */
    private record Section(long from, long to) {}

    /**
     * A node that will be there.
     *
     * @param key within its type, encoded
     * @param value whether it is new, and its place
     */
    record Loaded(byte[] key, byte[] value) {
        /** Behind the last one. */
        static final Loaded END = new Loaded(new byte[] {(byte) 0xff}, new byte[1]);

        /** Whether it was not there before. */
        boolean isNew() {
            return value[0] == 1;
        }

        String place() {
            return new String(value, 1, value.length - 1, StandardCharsets.UTF_8);
        }

        boolean isEnd() {
            return key.length == 1 && key[0] == END.key()[0];
        }

        boolean isBefore(byte[] other) {
            return Arrays.compareUnsigned(key, other) < 0;
        }

        boolean is(byte[] other) {
            return Arrays.equals(key, other);
        }
    }

    /** Adds a node; types, and keys within them, ascend. */
    void add(LoadedRow node, boolean isNew) {
        long before = spool.position();
        byte[] text = node.placeText();
        var value = new byte[1 + text.length];
        value[0] = (byte) (isNew ? 1 : 0);
        System.arraycopy(text, 0, value, 1, text.length);
        spool.add(node.ownKey(), value);
        sections.merge(
                node.type().type().number(),
                new Section(before, spool.position()),
                (all, last) -> new Section(all.from(), last.to()));
    }

    Iterator<Loaded> of(int type) {
        Section section = sections.get(type);
        if (section == null) {
            return Collections.emptyIterator();
        }
        Iterator<KeyedBytes> records = spool.read(section.from(), section.to());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Loaded next() {
                KeyedBytes next = records.next();
                return new Loaded(next.key(), next.value());
            }
        };
    }

    @Override
    public void close() {
        spool.close();
    }
}
