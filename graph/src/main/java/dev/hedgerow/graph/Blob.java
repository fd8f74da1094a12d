package dev.hedgerow.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes as a value; equal when the bytes are. The array is not copied and not to be changed. */
public record Blob(byte[] bytes) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
