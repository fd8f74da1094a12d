package dev.hedgerow.graph;

import dev.hedgerow.graph.sort.KeyedBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/** The nodes of a bulk load or large merge by type and key, to be walked beside its edges. */
final class LoadedNodes implements AutoCloseable {
    private static final byte THERE = 0;
    private static final byte NEW = 1;
    private static final byte GONE = 2;

    private final SortedRecords records;

    LoadedNodes(Path folder) {
        records = new SortedRecords(folder);
    }

    /**
     * A node that is new, stays or goes.
     *
     * @param key within its type, encoded
     * @param value which of these, and its place
     */
    record Loaded(byte[] key, byte[] value) {
        /** Behind the last one. */
        static final Loaded END = new Loaded(new byte[] {(byte) 0xff}, new byte[1]);

        /** Whether it was not there before. */
        boolean isNew() {
            return value[0] == NEW;
        }

        /** Whether it will not be there. */
        boolean isGone() {
            return value[0] == GONE;
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
    void add(LoadedRow node, Change.Kind kind) {
        byte[] text = node.placeText();
        var value = new byte[1 + text.length];
        value[0] =
                switch (kind) {
                    case INSERTED -> NEW;
                    case UPDATED -> THERE;
                    case DELETED -> GONE;
                };
        System.arraycopy(text, 0, value, 1, text.length);
        records.add(node.type().type(), node.ownKey(), value);
    }

    Iterator<Loaded> of(EntityType type) {
        Iterator<KeyedBytes> nodes = records.of(type);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return nodes.hasNext();
            }

            @Override
            public Loaded next() {
                KeyedBytes next = nodes.next();
                return new Loaded(next.key(), next.value());
            }
        };
    }

    @Override
    public void close() {
        records.close();
    }
}
