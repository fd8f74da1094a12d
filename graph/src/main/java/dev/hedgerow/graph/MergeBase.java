package dev.hedgerow.graph;

import dev.hedgerow.graph.BranchRecord.Ancestor;
import dev.hedgerow.graph.Layers.Layer;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What two branches have in common.
 *
 * @param layers the state both know
 * @param since commits of the merged branch after this stamp are not on the other yet
 * @param marks what says so
 */
record MergeBase(Layers layers, Stamp since, Marks marks) {
    /**
     * A merge that happened: what was seen of the merged branch, and the commit it made on the
     * other.
     */
    record Earlier(Stamp seen, Stamp commit) {
        static Earlier decode(Entry entry) {
            return new Earlier(entry.tuple().stamp(0), entry.tuple().stamp(1));
        }
    }

    /** Merges that happened last, there and back; as long as they stand the base is the same. */
    record Marks(Optional<Earlier> there, Optional<Earlier> back) {
        static Marks read(Reader now, GraphId graph, BranchRecord from, BranchRecord into) {
            return new Marks(earlier(now, graph, from, into), earlier(now, graph, into, from));
        }
    }

    /**
     * @param now one moment of both branches
     * @param past earlier ones
     */
    static MergeBase find(
            Reader now,
            Function<Stamp, Reader> past,
            GraphId graph,
            BranchRecord from,
            BranchRecord into) {
        Marks marks = Marks.read(now, graph, from, into);
        Optional<Earlier> there = marks.there();
        Optional<Earlier> back = marks.back();
        Common common = common(from.lineage(now.stamp()), into.lineage(now.stamp()));
        List<Ancestor> lineage = common.lineage();
        if (there.isPresent() && !back.filter(b -> isNewer(b, there.get())).isPresent()) {
            lineage = from.lineage(there.get().seen());
        } else if (back.isPresent()) {
            lineage = into.lineage(back.get().seen());
        }
        Stamp since = there.map(Earlier::seen).orElse(common.at());
        return new MergeBase(layers(past, graph, lineage), since, marks);
    }

    private static boolean isNewer(Earlier a, Earlier b) {
        return a.commit().isAfter(b.commit());
    }

    private static Optional<Earlier> earlier(
            Reader now, GraphId graph, BranchRecord from, BranchRecord into) {
        Tuple merged = new BranchSpace(graph, into.number()).merged(from.number());
        return now.get(Key.of(Space.GRAPH, merged)).map(Earlier::decode);
    }

    /** Remembers that all of the branch as of that moment has been merged. */
    static void remember(Transaction tx, BranchSpace into, long from, Stamp seen) {
        tx.putStamped(Space.GRAPH, into.merged(from), Tuple.of(seen, Tuple.COMMIT_STAMP));
        KeptMoments.keepMerged(tx, into, from, seen);
    }

    /** Up to which stamp two lineages have everything in common. */
    static Stamp inCommon(List<Ancestor> one, List<Ancestor> other) {
        return common(one, other).at();
    }

    /** The nearest branch that is below both, with what is below it. */
    private record Common(List<Ancestor> lineage) {
        Stamp at() {
            return lineage.getFirst().upTo();
        }
    }

    private static Common common(List<Ancestor> from, List<Ancestor> into) {
        for (int i = 0; i < from.size(); i++) {
            Ancestor other = on(into, from.get(i).branch());
            if (other != null) {
                Stamp at = BranchRecord.min(from.get(i).upTo(), other.upTo());
                var lineage = new ArrayList<Ancestor>();
                for (Ancestor ancestor : from.subList(i, from.size())) {
                    lineage.add(ancestor.upTo(at));
                }
                return new Common(lineage);
            }
        }
        throw new IllegalStateException("every branch comes from main");
    }

    private static @Nullable Ancestor on(List<Ancestor> lineage, long branch) {
        return lineage.stream().filter(a -> a.branch() == branch).findFirst().orElse(null);
    }

    private static Layers layers(
            Function<Stamp, Reader> past, GraphId graph, List<Ancestor> lineage) {
        return new Layers(
                lineage.stream()
                        .map(a ->
                                new Layer(new BranchSpace(graph, a.branch()), past.apply(a.upTo())))
                        .toList());
    }
}
