package dev.hedgerow.store;

import dev.hedgerow.store.storage.Storage;
import java.util.Arrays;
import java.util.List;

/**
 * Entries of a scan, one behind the other in one array, for whoever reads millions of them and
 * wants no object for each: where a key's tuple begins and ends, and where its value does.
 */
public final class Block {
    /** Said in place of a value's kind. */
    static final int NO_ROOM = -1;

    /** Bytes of a key before its tuple. */
    private static final int HEAD = 4;

    private static final int SOME = 256;

    private byte[] bytes;

    /** Of each entry: where its key begins, and where its value. */
    private int[] places = new int[2 * SOME];

    private int size;

    /** Where the next entry begins, and what is known of it before it is kept. */
    private int begin;

    private int value;
    private int end;

    Block(int bytes) {
        this.bytes = new byte[bytes];
    }

    /** A block of these entries. */
    public static Block of(List<Reader.Entry> entries) {
        int bytes = 0;
        for (Reader.Entry entry : entries) {
            bytes += entry.key().bytes().length + 1 + entry.value().length;
        }
        var block = new Block(bytes);
        for (Reader.Entry entry : entries) {
            byte[] key = entry.key().bytes();
            byte[] payload = entry.value();
            block.put(key, 0, key.length);
            System.arraycopy(payload, 0, block.bytes, block.value, payload.length);
            block.end = block.value + payload.length;
            block.keep();
        }
        return block;
    }

    /** The key goes behind the last entry; a byte is left for the kind of its value. */
    private void put(byte[] key, int from, int to) {
        value = begin + to - from + 1;
        room(value);
        System.arraycopy(key, from, bytes, begin, to - from);
    }

    private void room(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, needed);
        }
    }

    /**
     * Copies the entry on which the cursor stands; {@link #keep} makes it a part of the block.
     *
     * @param stored its key as it is stored
     * @param keyEnd where the version begins in it
     * @return the value's kind, or {@link #NO_ROOM} beside other entries
     */
    int copy(byte[] stored, int keyEnd, Storage.Cursor at) {
        if (size > 0 && begin + keyEnd - Layout.KEY >= bytes.length) {
            return NO_ROOM;
        }
        put(stored, Layout.KEY, keyEnd);
        int kind = value - 1;
        int length = at.value(bytes, kind);
        if (length > bytes.length - kind) {
            if (size > 0) {
                return NO_ROOM;
            }
            room(kind + length);
            length = at.value(bytes, kind);
        }
        end = kind + length;
        return bytes[kind];
    }

    void keep() {
        if (2 * size == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[2 * size] = begin;
        places[2 * size + 1] = value;
        size++;
        begin = end;
    }

    /** How many entries there are. */
    public int size() {
        return size;
    }

    /** Where keys and values are; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the tuple of the entry's key begins. */
    public int key(int entry) {
        return places[2 * entry] + HEAD;
    }

    public int keyEnd(int entry) {
        return value(entry) - 1;
    }

    public int value(int entry) {
        return places[2 * entry + 1];
    }

    public int valueEnd(int entry) {
        return entry + 1 == size ? begin : places[2 * entry + 2];
    }

    /** What is left of the range from which it was read: what is behind its last entry. */
    public KeyRange rest(KeyRange range) {
        return range.after(
                Key.wrap(Arrays.copyOfRange(bytes, places[2 * size - 2], keyEnd(size - 1))));
    }
}
