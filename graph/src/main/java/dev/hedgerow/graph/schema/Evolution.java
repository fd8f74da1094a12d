package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Annotation;
import dev.hedgerow.graph.Cardinality;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.RowShape;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.SchemaPlan;
import dev.hedgerow.graph.SchemaPlan.Drops;
import dev.hedgerow.graph.SchemaStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Plans how a schema becomes another, type by type. */
public final class Evolution {
    private final Schema current;
    private final Schema wanted;
    private final Schema newest;
    private final Findings findings;
    private final Map<String, NodeType> nodes = new LinkedHashMap<>();
    private final List<EdgeType> edges = new ArrayList<>();
    private final Set<Integer> kept = new HashSet<>();
    private int nextNumber;

    private Evolution(Schema current, Schema wanted, Schema newest, Drops drops) {
        this.current = current;
        this.wanted = wanted;
        this.newest = newest;
        this.findings = new Findings(drops);
        this.nextNumber = Math.max(current.nextNumber(), newest.nextNumber());
    }

    /**
     * See {@link dev.hedgerow.graph.Schemas#evolve}.
     *
     * @param newest the newest version of the graph's schema, on whichever branch: its numbers are
     *     taken
     */
    public static SchemaPlan plan(Schema current, Schema wanted, Schema newest, Drops drops) {
        return new Evolution(current, wanted, newest, drops).plan();
    }

    private SchemaPlan plan() {
        wanted.nodes().forEach(this::node);
        wanted.edges().forEach(this::edge);
        current.nodes().forEach(this::dropped);
        current.edges().forEach(this::dropped);
        interfaces();
        if (!findings.refusals().isEmpty()) {
            return new SchemaPlan.Refused(findings.refusals());
        }
        if (findings.steps().isEmpty()) {
            return new SchemaPlan.Ready(current, List.of());
        }
        var result =
                new Schema(
                        newest.version() + 1,
                        nextNumber,
                        wanted.interfaces(),
                        List.copyOf(nodes.values()),
                        edges);
        return new SchemaPlan.Ready(result, findings.steps());
    }

    private void node(NodeType type) {
        Optional<NodeType> before = before(type, current::node, wanted::node);
        if (before.isEmpty()) {
            NodeType added = Numbering.with(type, nextNumber++, type.shape());
            findings.step(new SchemaStep.AddType(added));
            nodes.put(type.name(), added);
            return;
        }
        RowShape shape = common(before.get(), type);
        if (!before.get().interfaces().equals(type.interfaces())) {
            findings.step(new SchemaStep.ChangeNotes(type.name()));
        }
        nodes.put(type.name(), Numbering.with(type, before.get().number(), shape));
    }

    private void edge(EdgeType type) {
        Optional<EdgeType> before = before(type, current::edge, wanted::edge);
        if (before.isEmpty()) {
            EdgeType added = Numbering.with(type, nextNumber++, type.shape(), nodes);
            findings.step(new SchemaStep.AddType(added));
            needs(added.outgoing(), added.from(), added);
            needs(added.incoming(), added.to(), added);
            edges.add(added);
            return;
        }
        RowShape shape = common(before.get(), type);
        EdgeType after = Numbering.with(type, before.get().number(), shape, nodes);
        rules(before.get(), after);
        edges.add(after);
    }

    /** The nodes there are would lack the edges that a new type demands. */
    private void needs(Cardinality cardinality, NodeType end, EdgeType edge) {
        if (cardinality.min() > 0 && current.find(end.number()).isPresent()) {
            findings.refuse(
                    edge.name(),
                    "the nodes of %s would have too few edges of the new type"
                            .formatted(end.name()),
                    "begin with 0..");
        }
    }

    private void rules(EdgeType before, EdgeType after) {
        boolean moved =
                before.from().number() != after.from().number()
                        || before.to().number() != after.to().number();
        if (moved) {
            findings.refuse(
                    after.name(), "its edges would go between other types", "add another type");
        }
        if (before.isMulti() != after.isMulti()) {
            findings.refuse(after.name(), "@multi cannot come or go", "add another type");
        }
        boolean contained =
                contains(after.outgoing(), before.outgoing())
                        && contains(after.incoming(), before.incoming());
        if (!contained) {
            findings.refuse(
                    after.name(),
                    "@card would be stricter, which needs a check of all edges",
                    Findings.NOT_YET);
        } else if (!before.rules().equals(after.rules())) {
            findings.step(new SchemaStep.RelaxCardinality(after));
        }
    }

    private static boolean contains(Cardinality outer, Cardinality inner) {
        return outer.min() <= inner.min() && outer.max() >= inner.max();
    }

    private RowShape common(EntityType before, EntityType after) {
        kept.add(before.number());
        if (!before.name().equals(after.name())) {
            findings.step(new SchemaStep.RenameType(before, after.name()));
        }
        if (!before.annotations().equals(after.annotations())) {
            findings.step(new SchemaStep.ChangeNotes(after.name()));
        }
        RowShape.Numbers taken =
                newest.find(before.number())
                        .map(type -> type.shape().next())
                        .orElse(RowShape.Numbers.FIRST);
        return new ShapeEvolution(before, after, taken, findings).shape();
    }

    /** The type it was: of the same name, else of the name it was renamed from. */
    private <T extends EntityType> Optional<T> before(
            T type, Function<String, Optional<T>> old, Function<String, Optional<T>> still) {
        Optional<T> same = old.apply(type.name());
        return same.isPresent()
                ? same
                : renamedFrom(type.annotations())
                        .filter(name -> still.apply(name).isEmpty())
                        .flatMap(old);
    }

    static Optional<String> renamedFrom(List<Annotation> annotations) {
        return annotations.stream()
                .filter(annotation -> annotation.name().equals(Marks.RENAME_FROM))
                .findFirst()
                .flatMap(Annotation::argument)
                .map(Object::toString);
    }

    private void dropped(EntityType type) {
        if (!kept.contains(type.number())) {
            findings.drop(
                    new SchemaStep.DropType(type),
                    type.name(),
                    "the type would be dropped with all its rows");
        }
    }

    private void interfaces() {
        if (!current.interfaces().equals(wanted.interfaces())) {
            findings.step(new SchemaStep.ChangeNotes("interfaces"));
        }
    }
}
