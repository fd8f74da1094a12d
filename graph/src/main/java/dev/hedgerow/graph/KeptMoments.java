package dev.hedgerow.graph;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Transaction;

/**
 * Keeps the moments that branches look back at, past the store's retention, for as long as they do:
 * where a branch was forked, and what was merged last. The names lie in the branch's own space, and
 * go with it.
 */
final class KeptMoments {
    private KeptMoments() {}

    /** Keeps what a new branch sees of those below it. */
    static void keepForks(Transaction tx, GraphId graph, BranchRecord branch) {
        var space = new BranchSpace(graph, branch.number());
        for (var ancestor : branch.ancestors()) {
            tx.protect(space.keptFork(ancestor.branch()), ancestor.upTo());
        }
    }

    /** Keeps what was seen of the merged branch, which the next merge begins from. */
    static void keepMerged(Transaction tx, BranchSpace into, long from, Stamp seen) {
        tx.protect(mergedName(into, from), seen);
    }

    /** Nothing will be merged from the branch any more. */
    static void releaseMerged(Transaction tx, BranchSpace into, long from) {
        tx.unprotect(mergedName(into, from));
    }

    private static Key mergedName(BranchSpace into, long from) {
        return Key.of(Space.GRAPH, into.merged(from));
    }
}
