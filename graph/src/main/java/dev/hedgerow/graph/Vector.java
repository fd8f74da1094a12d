package dev.hedgerow.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finite floats as a value; equal when the floats are. The array is not to be changed. */
public record Vector(float[] components) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Vector vector && Arrays.equals(components, vector.components);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components);
    }

    @Override
    public String toString() {
        return Arrays.toString(components);
    }
}
