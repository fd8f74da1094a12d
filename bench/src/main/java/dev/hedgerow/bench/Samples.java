package dev.hedgerow.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Durations in nanoseconds, and what is usually asked of them. */
final class Samples {
    private final long[] sorted;

    Samples(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    Samples(List<Long> nanos) {
        this(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    /** Does it so often, numbered from 1. */
    static Samples of(int times, LongConsumer work) {
        var nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            work.accept(i + 1L);
            nanos[i] = System.nanoTime() - begin;
        }
        return new Samples(nanos);
    }

    /** Does it for a time, or until it was done so often. */
    static Samples during(long nanos, int most, LongConsumer work) {
        var taken = new ArrayList<Long>();
        long begin = System.nanoTime();
        for (long from = begin; taken.size() < most && from - begin < nanos; ) {
            work.accept(taken.size() + 1L);
            long until = System.nanoTime();
            taken.add(until - from);
            from = until;
        }
        return new Samples(taken);
    }

    int count() {
        return sorted.length;
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
