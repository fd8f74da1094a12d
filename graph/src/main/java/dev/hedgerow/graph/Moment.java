package dev.hedgerow.graph;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Entry;
import java.time.Instant;

/**
 * What an address means: a branch, and the stamp up to which it is seen.
 *
 * @param at never after the reader that resolved it
 */
record Moment(BranchRecord branch, Stamp at) {
    static Moment resolve(Reader now, GraphId graph, ViewAddress address, Clock clock) {
        return switch (address) {
            case ViewAddress.Head head ->
                    new Moment(BranchRecord.read(now, graph, head.branch()), now.stamp());
            case ViewAddress.At at -> new Moment(branchOf(now, graph, at.commit()), at.commit());
            case ViewAddress.AtTime at ->
                    new Moment(
                            BranchRecord.read(now, graph, at.branch()),
                            stamp(now, at.time(), clock));
        };
    }

    private static Stamp stamp(Reader now, Instant time, Clock clock) {
        Instant present = clock.instant();
        if (time.isAfter(present)) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "%s is in the future: it is %s now".formatted(time, present));
        }
        return BranchRecord.min(Stamp.endOf(time), now.stamp());
    }

    /** The branch a commit was made on. */
    static BranchRecord branchOf(Reader now, GraphId graph, Stamp commit) {
        if (!commit.isAfter(now.stamp())) {
            var main = BranchRecord.read(now, graph, Branch.MAIN);
            if (has(now, graph, main, commit)) {
                return main;
            }
            for (Entry entry : now.stream(Space.branches(graph))) {
                String name = entry.key().tuple().string(2);
                var branch = BranchRecord.decode(name, entry.tuple());
                if (has(now, graph, branch, commit)) {
                    return branch;
                }
            }
        }
        throw HedgerowException.of(
                Failure.COMMIT_NOT_FOUND,
                "The graph has no commit %s, or its branch was deleted".formatted(commit));
    }

    private static boolean has(Reader now, GraphId graph, BranchRecord branch, Stamp commit) {
        return now.get(new BranchSpace(graph, branch.number()).commit(commit)).isPresent();
    }
}
