package dev.hedgerow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What many virtual threads did in a time, each doing one thing after the other.
 *
 * @param latencies of the single things
 * @param perSecond of all threads together
 */
record Crowd(Samples latencies, double perSecond) {
    /** Works for a time; every piece of work has a number of its own, from 1. */
    static Crowd during(long nanos, int threads, LongConsumer work) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        return run(threads, work, _ -> System.nanoTime() < end);
    }

    /** Does as many pieces of work. */
    static Crowd times(long times, int threads, LongConsumer work) throws InterruptedException {
        return run(threads, work, number -> number <= times);
    }

    private static Crowd run(int threads, LongConsumer work, More more)
            throws InterruptedException {
        var numbers = new AtomicLong();
        Queue<List<Long>> all = new ConcurrentLinkedQueue<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        var started = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            started.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    all.add(one(numbers, work, more));
                                } catch (RuntimeException | Error e) {
                                    failures.add(e);
                                }
                            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!failures.isEmpty()) {
            throw new IllegalStateException("A worker failed", failures.element());
        }
        long[] nanos = all.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
        return new Crowd(new Samples(nanos), nanos.length / seconds);
    }

    private static List<Long> one(AtomicLong numbers, LongConsumer work, More more) {
        var mine = new ArrayList<Long>();
        for (long n = numbers.incrementAndGet(); more.after(n); n = numbers.incrementAndGet()) {
            long begin = System.nanoTime();
            work.accept(n);
            mine.add(System.nanoTime() - begin);
        }
        return mine;
    }

    private interface More {
        boolean after(long number);
    }
}
