package dev.hedgerow.graph;

import dev.hedgerow.graph.schema.Evolution;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a branch to another schema. One small commit makes the new version the branch's: every
 * write reads the branch's row, so that none goes on under the old one. What remains to be done to
 * rows there are, indexes, follows behind it in pages; see {@link Indexes}.
 */
final class SchemaChange {
    private final Home home;

    SchemaChange(Home home) {
        this.home = home;
    }

    /** What is to become of the branch: the version it gets, and how that is reached. */
    record Way(BranchRecord branch, Schema current, SchemaPlan plan, boolean known) {}

    SchemaPlan plan(String branch, Schema wanted) {
        try (var open = OpenLayers.open(home, new ViewAddress.Head(branch))) {
            Reader now = open.layers().layers().getFirst().reader();
            Way way = way(now, open.branch(), wanted);
            return switch (way.plan()) {
                case SchemaPlan.Refused refused -> refused;
                case SchemaPlan.Ready ready ->
                        new SchemaPlan.Ready(
                                ready.result(), withFilling(ready, open.layers(), way.current()));
            };
        }
    }

    private static List<SchemaStep> withFilling(
            SchemaPlan.Ready ready, Layers layers, Schema current) {
        var steps = new ArrayList<>(ready.steps());
        for (Indexes.Unfilled unfilled : Indexes.unfilled(layers, new Rows(current))) {
            steps.add(new SchemaStep.FillIndex(unfilled.type(), unfilled.index()));
        }
        return steps;
    }

    /**
     * The way to the wanted schema. Another branch may have gone it already: then this one takes
     * the same version, so that the two can be merged.
     */
    private Way way(Reader reader, BranchRecord branch, Schema wanted) {
        int version = branch.schemaVersion();
        Schema current = home.rows(version).schema();
        int newest = SchemaVersions.newest(reader, home.id());
        SchemaPlan plan = evolve(current, wanted, newest);
        boolean moves = plan instanceof SchemaPlan.Ready ready && !ready.steps().isEmpty();
        for (int other = newest; moves && other > version; other--) {
            if (SchemaVersions.descends(reader, home.id(), other, version)) {
                Schema known = home.rows(other).schema();
                if (evolve(known, wanted, newest) instanceof SchemaPlan.Ready(_, var steps)
                        && steps.isEmpty()) {
                    var ready = (SchemaPlan.Ready) plan;
                    return new Way(
                            branch, current, new SchemaPlan.Ready(known, ready.steps()), true);
                }
            }
        }
        return new Way(branch, current, plan, false);
    }

    private SchemaPlan evolve(Schema current, Schema wanted, int newest) {
        return Evolution.plan(
                current, wanted, home.rows(newest).schema(), SchemaPlan.Drops.REFUSED);
    }

    /** See {@link Graph#changeSchema}. */
    SchemaChanged change(
            Transaction tx,
            String branch,
            Schema wanted,
            Optional<Integer> ifVersion,
            String actor) {
        BranchRecord record = BranchRecord.read(tx, home.id(), branch);
        int version = record.schemaVersion();
        if (ifVersion.isPresent() && ifVersion.get() != version) {
            throw HedgerowException.of(
                    Failure.PRECONDITION_FAILED,
                    "The branch '%s' follows version %d of the schema, not %d: plan again"
                            .formatted(branch, version, ifVersion.get()));
        }
        Way way = way(tx, record, wanted);
        return switch (way.plan()) {
            case SchemaPlan.Refused(var violations) ->
                    throw HedgerowException.refused(
                            Failure.SCHEMA_INVALID,
                            "The graph cannot be brought to this schema; nothing was changed",
                            violations);
            case SchemaPlan.Ready(var result, var steps) when steps.isEmpty() ->
                    new SchemaChanged(result.version(), result.version(), List.of(), List.of());
            case SchemaPlan.Ready(var result, var steps) -> change(tx, way, result, steps, actor);
        };
    }

    private SchemaChanged change(
            Transaction tx, Way way, Schema result, List<SchemaStep> steps, String actor) {
        BranchRecord branch = way.branch();
        if (!way.known()) {
            SchemaVersions.write(tx, home.id(), result, branch.schemaVersion());
        }
        tx.put(
                Space.branch(home.id(), branch.name()),
                branch.withSchema(result.version()).value(false));
        var space = new BranchSpace(home.id(), branch.number());
        for (TypeRows type : new Rows(result).all()) {
            if (way.current().find(type.type().number()).isEmpty()) {
                Indexes.begin(tx, space, type);
            }
        }
        var head =
                new CommitCodec.Head(
                        actor,
                        "schema version " + result.version(),
                        Optional.empty(),
                        result.version());
        CommitCodec.write(tx, space, head, Counts.NONE, List.of());
        return new SchemaChanged(
                way.current().version(),
                result.version(),
                steps.stream().map(SchemaStep::toString).toList(),
                dropped(steps));
    }

    private static List<SchemaChanged.Dropped> dropped(List<SchemaStep> steps) {
        var dropped = new ArrayList<SchemaChanged.Dropped>();
        for (SchemaStep step : steps) {
            if (step instanceof SchemaStep.DropConstraint(var type, var constraint)) {
                boolean unique = constraint instanceof Constraint.Unique;
                if (unique || constraint instanceof Constraint.Index) {
                    dropped.add(
                            new SchemaChanged.Dropped(type.number(), constraint.number(), unique));
                }
            }
        }
        return dropped;
    }
}
