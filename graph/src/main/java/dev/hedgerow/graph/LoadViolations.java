package dev.hedgerow.graph;

import dev.hedgerow.kernel.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What is wrong with the rows of a bulk load, which are looked at in the order of their keys: the
 * first of it in the order of the input.
 */
final class LoadViolations {
    private static final Comparator<Placed> IN_ORDER =
            Comparator.comparing(Placed::file).thenComparingLong(Placed::line);

    private final int max;
    private final PriorityQueue<Placed> first = new PriorityQueue<>(IN_ORDER.reversed());
    private long total;

    LoadViolations(int max) {
        this.max = max;
    }

    private record Placed(String file, long line, Violation violation) {
        static Placed of(Violation violation) {
            String place = violation.place();
            int colon = place.lastIndexOf(':');
            return new Placed(
                    place.substring(0, colon),
                    Long.parseLong(place.substring(colon + 1)),
                    violation);
        }
    }

    void add(Violation violation) {
        total++;
        first.add(Placed.of(violation));
        if (first.size() > max) {
            first.poll();
        }
    }

    boolean isEmpty() {
        return total == 0;
    }

    WriteOutcome.Rejected rejected() {
        List<Placed> sorted = new ArrayList<>(first);
        sorted.sort(IN_ORDER);
        return new WriteOutcome.Rejected(sorted.stream().map(Placed::violation).toList(), total);
    }
}
