package dev.hedgerow.service;

import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.SchemaPlan;
import dev.hedgerow.graph.SchemaStep;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Schemas of graphs: shown, planned, applied. */
public final class SchemaUseCases {
    private final Layers layers;
    private final Gate gate;
    private final Once once;
    private final ApplySchema applySchema;

    SchemaUseCases(Layers layers, Gate gate, Once once, ApplySchema applySchema) {
        this.layers = layers;
        this.gate = gate;
        this.once = once;
        this.applySchema = applySchema;
    }

    /** A schema as of a view. */
    public record SchemaAt(Graph graph, String branch, Stamp commit, Schema schema) {}

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

    public SchemaAt show(Caller caller, String graph, ViewAddress at) {
        Graph open = gate.graph(caller, Right.READ, "look at a schema", graph);
        try (GraphView view = open.view(at)) {
            return new SchemaAt(open, at.toString(), view.commit(), view.schema());
        }
    }

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
        Graph open = gate.branch(caller, "change the schema", graph, wanted.branch());
        String act = "apply schema %s@%s\n%s".formatted(open.id(), wanted.branch(), wanted.text());
        Once.Told told =
                once.run(caller, wanted.key(), act, tx -> text(begin(tx, caller, open, wanted)));
        return begun(open, wanted, told.text());
    }

    private Begun begin(Transaction tx, Caller caller, Graph open, Wanted wanted) {
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
        return new Begun(
                planned,
                Optional.of(layers.operations().enqueue(tx, applySchema, request, origin)));
    }

    /** What a repetition is told: the operation, the versions, and the steps, a line each. */
    private static String text(Begun begun) {
        var lines = new ArrayList<String>();
        lines.add(begun.operation().map(OperationId::value).orElse(""));
        lines.add(Integer.toString(begun.planned().version()));
        lines.add(Integer.toString(begun.planned().result()));
        lines.addAll(begun.planned().steps());
        return String.join("\n", lines);
    }

    private static Begun begun(Graph graph, Wanted wanted, String text) {
        List<String> lines = text.lines().toList();
        var planned =
                new Planned(
                        graph.entry().name(),
                        wanted.branch(),
                        Integer.parseInt(lines.get(1)),
                        Integer.parseInt(lines.get(2)),
                        lines.subList(3, lines.size()),
                        List.of());
        Optional<OperationId> operation =
                lines.getFirst().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new OperationId(lines.getFirst()));
        return new Begun(planned, operation);
    }
}
