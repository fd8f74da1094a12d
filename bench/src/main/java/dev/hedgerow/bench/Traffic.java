package dev.hedgerow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What some connections asked of a node in a time, each one thing after the other.
 *
 * @param latencies of the single requests
 * @param perSecond of all connections together
 * @param nodeMillis of processors that the node used for a request, all its threads together
 */
record Traffic(Samples latencies, double perSecond, double nodeMillis) {
    /** One request. */
    @FunctionalInterface
    interface Request {
        /**
         * @param number of its own, from 1
         */
        void send(Wire wire, long number);
    }

    /** Sends requests for a time, or until there were so many. */
    static Traffic of(NodeProcess node, int connections, long nanos, long most, Request request)
            throws InterruptedException {
        var numbers = new AtomicLong();
        Queue<List<Long>> all = new ConcurrentLinkedQueue<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        var threads = new ArrayList<Thread>();
        long processors = node.processorNanos();
        long begin = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            Runnable one =
                    () -> {
                        try (var wire = new Wire(node.address())) {
                            var mine = new ArrayList<Long>();
                            long from = System.nanoTime();
                            for (long n = numbers.incrementAndGet();
                                    n <= most && from - begin < nanos;
                                    n = numbers.incrementAndGet()) {
                                request.send(wire, n);
                                long until = System.nanoTime();
                                mine.add(until - from);
                                from = until;
                            }
                            all.add(mine);
                        } catch (RuntimeException | Error e) {
                            failures.add(e);
                        }
                    };
            threads.add(Thread.ofPlatform().start(one));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double used = (node.processorNanos() - processors) / 1e6;
        if (!failures.isEmpty()) {
            throw new IllegalStateException("A request failed", failures.element());
        }
        long[] each = all.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
        return new Traffic(new Samples(each), each.length / seconds, used / each.length);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %.0f/s, %.3f ms of the node's processors",
                latencies,
                perSecond,
                nodeMillis);
    }
}
