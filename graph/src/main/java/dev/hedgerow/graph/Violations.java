package dev.hedgerow.graph;

import dev.hedgerow.kernel.Violation;
import java.util.ArrayList;
import java.util.List;

/** The first problems of a request, and how many there are. */
final class Violations {
    private final int max;
    private final List<Violation> first = new ArrayList<>();
    private long total;

    Violations(int max) {
        this.max = max;
    }

    void add(Violation violation) {
        total++;
        if (first.size() < max) {
            first.add(violation);
        }
    }

    void add(String place, String problem, String fix) {
        add(new Violation(place, problem, fix));
    }

    boolean isEmpty() {
        return total == 0;
    }

    long total() {
        return total;
    }

    List<Violation> first() {
        return first;
    }

    WriteOutcome.Rejected rejected() {
        return new WriteOutcome.Rejected(first, total);
    }
}
