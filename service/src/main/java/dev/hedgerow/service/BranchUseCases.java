package dev.hedgerow.service;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.CreateBranch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.IdempotencyKey;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Stamp;
import java.util.List;
import java.util.Optional;

/** Branches and their history. */
public final class BranchUseCases {
    private final Layers layers;
    private final Gate gate;
    private final Once once;

    BranchUseCases(Layers layers, Gate gate, Once once) {
        this.layers = layers;
        this.gate = gate;
        this.once = once;
    }

    /** A branch that was deleted, and the commit it ended at. */
    public record Deleted(String graph, String branch, Stamp head) {}

    public Branch create(
            Caller caller, String graph, String name, ViewAddress from, Optional<String> key) {
        Graph open = gate.branch(caller, "create a branch", graph, name);
        Optional<IdempotencyKey> once =
                key.map(text -> new IdempotencyKey(text, layers.world().clock().instant()));
        return open.createBranch(new CreateBranch(name, from, caller.actor(), once));
    }

    /** The branches by name, after the given one. */
    public List<Branch> list(Caller caller, String graph, Optional<String> after, int limit) {
        return gate.graph(caller, Right.READ, "list branches", graph).branches(after, limit);
    }

    public Deleted delete(Caller caller, String graph, String name, Optional<String> key) {
        Graph open = gate.branch(caller, "delete a branch", graph, name);
        Once.Told told =
                once.run(
                        caller,
                        key,
                        "delete branch %s %s".formatted(open.id(), name),
                        tx -> {
                            String head = open.head(name).toString();
                            open.deleteBranch(tx, name);
                            return head;
                        });
        open.sweep();
        return new Deleted(open.entry().name(), name, GraphUseCases.commit(told.text()));
    }

    /** The newest commit of a branch. */
    public Stamp head(Caller caller, String graph, String branch) {
        return gate.graph(caller, Right.READ, "look at a branch", graph).head(branch);
    }

    /** Commits, newest first, before the given one. */
    public List<Commit> log(
            Caller caller, String graph, String branch, Optional<Stamp> before, int limit) {
        return gate.graph(caller, Right.READ, "read the history", graph).log(branch, before, limit);
    }
}
