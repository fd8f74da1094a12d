package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The row of a branch.
 *
 * @param number never used again in the graph
 * @param ancestors the parent first, then its parent, up to main
 */
record BranchRecord(
        String name,
        long number,
        int schemaVersion,
        String actor,
        Stamp created,
        List<Ancestor> ancestors) {
    /** How deep branches of branches may go; a read looks in each. */
    static final int DEPTH_MAX = 16;

    static final long MAIN = 0;

    /** A branch below another one, seen up to a stamp. */
    record Ancestor(long branch, String name, Stamp upTo) {
        Ancestor upTo(Stamp at) {
            return new Ancestor(branch, name, min(upTo, at));
        }
    }

    BranchRecord {
        ancestors = List.copyOf(ancestors);
    }

    /** What a branch that is forked from this one at the stamp has below it. */
    List<Ancestor> lineage(Stamp at) {
        var lineage = new ArrayList<Ancestor>();
        lineage.add(new Ancestor(number, name, at));
        ancestors.forEach(ancestor -> lineage.add(ancestor.upTo(at)));
        return lineage;
    }

    static Stamp min(Stamp a, Stamp b) {
        return a.isAfter(b) ? b : a;
    }

    Branch branch() {
        Optional<Ancestor> parent = ancestors.stream().findFirst();
        return new Branch(
                name,
                parent.map(Ancestor::name),
                parent.map(Ancestor::upTo).orElse(Stamp.ZERO),
                created,
                actor,
                schemaVersion);
    }

    /** The name of this branch or one of its ancestors, as it was at the fork. */
    String nameOf(long branch) {
        return ancestors.stream()
                .filter(ancestor -> ancestor.branch() == branch)
                .map(Ancestor::name)
                .findFirst()
                .orElse(name);
    }

    /** The same branch under another version of the schema. */
    BranchRecord withSchema(int version) {
        return new BranchRecord(name, number, version, actor, created, ancestors);
    }

    /** The stored value; of a new branch the creation's stamp is filled in at commit. */
    Tuple value(boolean fresh) {
        Tuple forks = Tuple.of();
        for (Ancestor ancestor : ancestors) {
            forks = forks.with(ancestor.branch(), ancestor.name(), ancestor.upTo());
        }
        return Tuple.of(number, schemaVersion, actor, fresh ? Tuple.COMMIT_STAMP : created, forks);
    }

    static BranchRecord decode(String name, Tuple value) {
        Tuple forks = value.tuple(4);
        var ancestors = new ArrayList<Ancestor>();
        for (int i = 0; i < forks.size(); i += 3) {
            ancestors.add(new Ancestor(forks.number(i), forks.string(i + 1), forks.stamp(i + 2)));
        }
        return new BranchRecord(
                name,
                value.number(0),
                Math.toIntExact(value.number(1)),
                value.string(2),
                value.stamp(3),
                ancestors);
    }

    /** Reads the branch, or fails with BRANCH_NOT_FOUND. */
    static BranchRecord read(Reader reader, GraphId graph, String name) {
        return find(reader, graph, name)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.BRANCH_NOT_FOUND,
                                "The graph has no branch '%s'".formatted(name)));
    }

    static Optional<BranchRecord> find(Reader reader, GraphId graph, String name) {
        return reader.get(Space.branch(graph, name)).map(entry -> decode(name, entry.tuple()));
    }
}
