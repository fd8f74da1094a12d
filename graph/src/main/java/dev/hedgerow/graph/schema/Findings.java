package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.SchemaPlan.Drops;
import dev.hedgerow.graph.SchemaStep;
import dev.hedgerow.kernel.Violation;
import java.util.ArrayList;
import java.util.List;

/** The steps of a plan, and what stands in its way. */
final class Findings {
    static final String NOT_YET = "this change is not possible yet";

    private final Drops drops;
    private final List<SchemaStep> steps = new ArrayList<>();
    private final List<Violation> refusals = new ArrayList<>();

    Findings(Drops drops) {
        this.drops = drops;
    }

    List<SchemaStep> steps() {
        return steps;
    }

    List<Violation> refusals() {
        return refusals;
    }

    void step(SchemaStep step) {
        steps.add(step);
    }

    void refuse(String place, String problem, String fix) {
        refusals.add(new Violation(place, problem, fix));
    }

    void drop(SchemaStep step, String place, String problem) {
        if (drops == Drops.ALLOWED) {
            steps.add(step);
        } else {
            String name = place.substring(place.indexOf('.') + 1);
            refuse(
                    place,
                    problem,
                    "keep it, or write @rename_from(\"%s\") on what it is called now"
                            .formatted(name));
        }
    }
}
