package dev.hedgerow.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations in nanoseconds, and what is usually asked of them. */
final class Samples {
    private final long[] sorted;

    Samples(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** The duration below which the share lies, in milliseconds. */
    double millis(double share) {
        int index = (int) Math.min(sorted.length - 1L, Math.round(share * sorted.length));
        return sorted[index] / 1e6;
    }

    double median() {
        return millis(0.5);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.3f ms, p99 %.3f ms", millis(0.5), millis(0.99));
    }
}
