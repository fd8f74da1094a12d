package dev.hedgerow.store.storage;

import java.util.ArrayList;
import java.util.List;

/** Writes that happen together, in order. */
public final class Batch {
    /** One key with its new value. */
    public record Put(byte[] key, byte[] value) {}

    private final List<Put> puts = new ArrayList<>();

    public void put(byte[] key, byte[] value) {
        puts.add(new Put(key, value));
    }

    public List<Put> puts() {
        return puts;
    }
}
