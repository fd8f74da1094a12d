package dev.hedgerow.graph;

import dev.hedgerow.graph.sort.KeyedBytes;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Sorted records, of which the next one can be looked at before it is taken. */
final class KeyedCursor {
    private final Iterator<KeyedBytes> sorted;
    private @Nullable KeyedBytes next;

    KeyedCursor(Iterator<KeyedBytes> sorted) {
        this.sorted = sorted;
        advance();
    }

    private void advance() {
        next = sorted.hasNext() ? sorted.next() : null;
    }

    /** The next one; null behind the last. */
    @Nullable KeyedBytes peek() {
        return next;
    }

    /** The next one, if its key begins like that. */
    @Nullable KeyedBytes peek(byte[] head) {
        KeyedBytes now = next;
        return now != null && begins(now.key(), head) ? now : null;
    }

    static boolean begins(byte[] key, byte[] head) {
        int length = head.length;
        return key.length >= length && Arrays.equals(key, 0, length, head, 0, length);
    }

    /** Leaves the next one behind, with all that have its key. */
    void skip() {
        KeyedBytes now = next;
        advance();
        while (now != null && next != null && Arrays.equals(now.key(), next.key())) {
            advance();
        }
    }

    /** Whether the key is among the records; keys that are asked for ascend. */
    boolean has(byte[] key) {
        while (next != null && Arrays.compareUnsigned(next.key(), key) < 0) {
            advance();
        }
        return next != null && Arrays.equals(next.key(), key);
    }
}
