package dev.hedgerow.graph.schema;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one schema, up to a limit. */
final class Problems {
    private static final int MAX = 100;

    private final String file;
    private final List<Placed> placed = new ArrayList<>();

    private record Placed(int line, int column, Violation violation) {}

    Problems(String file) {
        this.file = file;
    }

    void report(Token at, String problem, String fix) {
        report(at.line(), at.column(), problem, fix);
    }

    void report(Token at, String problem) {
        report(at, problem, "");
    }

    void report(int line, int column, String problem, String fix) {
        String place = file + ":" + line + ":" + column;
        var one = new Placed(line, column, new Violation(place, problem, fix));
        // What several node types have from one interface is wrong once.
        if (!isFull() && !placed.contains(one)) {
            placed.add(one);
        }
    }

    /** Whether no more are taken, so that there is no use in looking for them. */
    boolean isFull() {
        return placed.size() >= MAX;
    }

    boolean isEmpty() {
        return placed.isEmpty();
    }

    /** Fails with everything reported, in the order of the text, if anything was. */
    void throwIfAny() {
        if (placed.isEmpty()) {
            return;
        }
        placed.sort(Comparator.comparingInt(Placed::line).thenComparingInt(Placed::column));
        List<Violation> violations = placed.stream().map(Placed::violation).toList();
        int count = violations.size();
        throw HedgerowException.refused(
                Failure.SCHEMA_INVALID,
                "The schema has %s: %s"
                        .formatted(
                                count == 1
                                        ? "an error"
                                        : (count == MAX ? "at least " : "") + count + " errors",
                                violations.getFirst()),
                violations);
    }
}
