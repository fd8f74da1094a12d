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

    private int key;
    private int value;
    private int end;

    Block(int bytes) {
        this.bytes = new byte[bytes];
    }

    /** A block of these entries. */
    public static Block of(List<Reader.Entry> entries) {
        int bytes = 0;
        for (Reader.Entry entry : entries) {
            bytes += Layout.KEY + entry.key().bytes().length + 1 + entry.value().length;
        }
        var block = new Block(bytes);
        for (Reader.Entry entry : entries) {
            byte[] key = entry.key().bytes();
            byte[] payload = entry.value();
            System.arraycopy(key, 0, block.bytes, block.begin + Layout.KEY, key.length);
            block.keyEndsAt(block.begin + Layout.KEY + key.length);
            System.arraycopy(payload, 0, block.bytes, block.value, payload.length);
            block.end = block.value + payload.length;
            block.keep();
        }
        return block;
    }

    /** A byte is left for the kind of its value. */
    private void keyEndsAt(int place) {
        key = begin + Layout.KEY;
        value = place + 1;
    }

    private void room(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, needed);
        }
    }

    /** Forgets the entries; their room is used again. */
    void clear() {
        size = 0;
        begin = 0;
    }

    /** Where the next entry is copied to. */
    int begin() {
        return begin;
    }

    /**
     * Copies the key on which the cursor stands, as it is stored, behind the last entry.
     *
     * @return how long it is, or {@link #NO_ROOM} beside other entries
     */
    int copyKey(Storage.Cursor at) {
        int length = at.key(bytes, begin);
        if (length > bytes.length - begin) {
            if (size > 0) {
                return NO_ROOM;
            }
            room(length);
            length = at.key(bytes, begin);
        }
        return length;
    }

    /**
     * Copies the value on which the cursor stands behind its key; {@link #keep} makes them a part
     * of the block.
     *
     * @param keyEnd where the version begins in the key that was copied; it is overwritten
     * @return the value's kind, or {@link #NO_ROOM} beside other entries
     */
    int copyValue(Storage.Cursor at, int keyEnd) {
        keyEndsAt(keyEnd);
        int length = at.value(bytes, keyEnd);
        if (length > bytes.length - keyEnd) {
            if (size > 0) {
                return NO_ROOM;
            }
            room(keyEnd + length);
            length = at.value(bytes, keyEnd);
        }
        end = keyEnd + length;
        return bytes[keyEnd];
    }

    void keep() {
        if (2 * size == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[2 * size] = key;
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
        return entry + 1 == size ? begin : places[2 * entry + 2] - Layout.KEY;
    }

    /** What is left of the range from which it was read: what is behind its last entry. */
    public KeyRange rest(KeyRange range) {
        return range.after(
                Key.wrap(Arrays.copyOfRange(bytes, places[2 * size - 2], keyEnd(size - 1))));
    }
}
