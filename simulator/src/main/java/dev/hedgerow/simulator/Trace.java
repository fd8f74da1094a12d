package dev.hedgerow.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What happened, as a hash over all (time, thread, event) and the last few in words. Two plays of a
 * seed have the same hash, or something in them did not come from the seed.
 */
final class Trace {
    /** Events kept in words, for the report of a failure. */
    private static final int KEPT = 40;

    private record Line(long nanos, String thread, String event) {
        @Override
        public String toString() {
            return "%,d ns  %s  %s".formatted(nanos, thread, event);
        }
    }

    private final boolean whole;
    private final Deque<Line> last = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private long hash = 0xcbf29ce484222325L;

    /**
     * @param whole whether to keep every event in words, which takes memory
     */
    Trace(boolean whole) {
        this.whole = whole;
    }

    void add(long nanos, String thread, String event) {
        mix(nanos);
        mix(thread.hashCode());
        mix(event.hashCode());
        var line = new Line(nanos, thread, event);
        if (whole) {
            lines.add(line.toString());
        }
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0x100000001b3L;
        hash ^= hash >>> 29;
    }

    long hash() {
        return hash;
    }

    /** The last events in words, oldest first. */
    List<String> last() {
        return last.stream().map(Line::toString).toList();
    }

    /** Every event in words; empty unless asked for. */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
