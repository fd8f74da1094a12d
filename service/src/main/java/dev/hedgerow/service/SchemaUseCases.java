package dev.hedgerow.service;

import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.SchemaPlan;
import dev.hedgerow.graph.SchemaStep;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.operations.Origin;
import java.util.List;
import java.util.Optional;

/** Schemas of graphs: planned and applied. */
public final class SchemaUseCases {
    private final Layers layers;
    private final Gate gate;
    private final ApplySchema applySchema;

    SchemaUseCases(Layers layers, Gate gate, ApplySchema applySchema) {
        this.layers = layers;
        this.gate = gate;
        this.applySchema = applySchema;
    }

    /**
     * A schema that a branch is to get.
     *
     * @param text in the schema language
     * @param file the name that places in errors begin with
     * @param ifVersion only when the branch follows this version
     */
    public record Wanted(
            String branch,
            String text,
            String file,
            Optional<Integer> ifVersion,
            Optional<String> key) {}

    /**
     * How a branch would get to a schema.
     *
     * @param graph the graph's name
     * @param version the version that the branch follows
     * @param result the version it would follow; the same when nothing changes
     * @param steps in their order; empty when there is nothing to do
     * @param refusals why it cannot be
     */
    public record Planned(
            String graph,
            String branch,
            int version,
            int result,
            List<String> steps,
            List<Violation> refusals) {
        public Planned {
            steps = List.copyOf(steps);
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * What was begun.
     *
     * @param operation empty when there is nothing to do
     */
    public record Begun(Planned planned, Optional<OperationId> operation) {}

    /**
     * What applying would do; changes nothing.
     *
     * @throws HedgerowException SCHEMA_INVALID when the text is no schema
     */
    public Planned plan(Caller caller, String graph, Wanted wanted) {
        return plan(gate.graph(caller, Right.READ, "plan a schema", graph), wanted);
    }

    private static Planned plan(Graph graph, Wanted wanted) {
        Schema schema = Schemas.parse(wanted.file(), wanted.text());
        int version = graph.branch(wanted.branch()).schemaVersion();
        String name = graph.entry().name();
        return switch (graph.planSchema(wanted.branch(), schema)) {
            case SchemaPlan.Ready(Schema result, List<SchemaStep> steps) ->
                    new Planned(
                            name,
                            wanted.branch(),
                            version,
                            result.version(),
                            steps.stream().map(SchemaStep::toString).toList(),
                            List.of());
            case SchemaPlan.Refused(List<Violation> violations) ->
                    new Planned(name, wanted.branch(), version, version, List.of(), violations);
        };
    }

    /**
     * Begins to bring the branch to the schema, as an operation; when there is nothing to do,
     * nothing is begun.
     *
     * @throws HedgerowException SCHEMA_INVALID when the text is no schema, or the graph cannot be
     *     brought to it, with every reason; PRECONDITION_FAILED when the branch follows another
     *     version
     */
    public Begun apply(Caller caller, String graph, Wanted wanted) {
        Graph open = gate.branch(caller, "change a schema", graph, wanted.branch());
        Planned planned = plan(open, wanted);
        if (!planned.refusals().isEmpty()) {
            throw HedgerowException.refused(
                    Failure.SCHEMA_INVALID,
                    "The graph %s cannot be brought to this schema; nothing was changed"
                            .formatted(planned.graph()),
                    planned.refusals());
        }
        if (planned.steps().isEmpty()) {
            return new Begun(planned, Optional.empty());
        }
        var request =
                new ApplySchema.Request(
                        open.id().value(),
                        wanted.branch(),
                        wanted.text(),
                        wanted.ifVersion().orElse(0));
        var origin = Origin.of(caller.actor(), caller.tenant());
        OperationId operation =
                layers.operations()
                        .enqueue(
                                applySchema,
                                request,
                                wanted.key().map(origin::withIdempotencyKey).orElse(origin));
        return new Begun(planned, Optional.of(operation));
    }
}
