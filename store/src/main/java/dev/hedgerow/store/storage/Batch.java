package dev.hedgerow.store.storage;

import java.util.ArrayList;
import java.util.List;

/** Writes that happen together, in order. */
public final class Batch {
    /** What happens to one key. */
    public sealed interface Write {
        byte[] key();
    }

    /** One key with its new value. */
    public record Put(byte[] key, byte[] value) implements Write {}

    /** One key that is gone; it need not have been there. */
    public record Delete(byte[] key) implements Write {}

    private final List<Write> writes = new ArrayList<>();

    public void put(byte[] key, byte[] value) {
        writes.add(new Put(key, value));
    }

    public void delete(byte[] key) {
        writes.add(new Delete(key));
    }

    public List<Write> writes() {
        return writes;
    }

    public int size() {
        return writes.size();
    }
}
