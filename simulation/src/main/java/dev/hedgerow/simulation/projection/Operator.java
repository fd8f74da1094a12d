package dev.hedgerow.simulation.projection;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.simulation.CheckFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Asks for builds, goes back to the generation before, and calls builds off. */
final class Operator {
    private final Shelf shelf;
    private final RandomGenerator chance;
    private final List<OperationId> asked = new ArrayList<>();

    Operator(Shelf shelf, RandomGenerator chance) {
        this.shelf = shelf;
        this.chance = chance;
    }

    /** Builds that were promised. */
    List<OperationId> asked() {
        return asked;
    }

    /** Works until its thread dies. */
    void work(Station node) {
        var origin = Origin.of("operator", "default");
        while (true) {
            node.world().clock().sleep(Duration.ofNanos(chance.nextLong(6_000_000_000L)));
            GraphId graph = shelf.any(chance);
            try {
                switch (chance.nextInt(8)) {
                    case 0, 1, 2, 3 -> asked.add(node.projections().materialize(graph, origin));
                    case 4, 5 -> {
                        shelf.rollBack(graph);
                        try {
                            var _ = node.projections().rollback(graph, "operator");
                        } finally {
                            shelf.rollBack(graph);
                        }
                    }
                    case 6 -> {
                        if (!asked.isEmpty()) {
                            node.operations()
                                    .cancel(asked.get(chance.nextInt(asked.size())), "operator");
                        }
                    }
                    default -> {
                        var _ = node.projections().generations(graph);
                    }
                }
                shelf.counts().acknowledge();
            } catch (HedgerowException e) {
                CheckFailed.unless(
                        e.failure() != Failure.INTERNAL && e.failure() != Failure.CORRUPT,
                        "the operator was told %s",
                        e);
                shelf.counts().refuse();
            }
        }
    }
}
