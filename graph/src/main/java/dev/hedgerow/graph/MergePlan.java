package dev.hedgerow.graph;

import dev.hedgerow.graph.Draft.Staged;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.graph.ThreeWay.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings what one side changed into a draft of the other. Looks at the changed keys only, whatever
 * the size of the graph.
 */
final class MergePlan {
    /** The place of every violation of a merge. */
    static final String PLACE = "merge";

    /** Why an edge that was added there is in conflict. */
    static final String END_LOST = "it was added there, and one of its ends was deleted here";

    private final Layers base;
    private final Layers theirs;
    private final Draft draft;
    private final DraftReader ours;
    private final Rows rows;
    private final ThreeWay threeWay;
    private final Map<Ref, Versions> versions = new LinkedHashMap<>();
    private long room;

    MergePlan(
            Layers base,
            Layers theirs,
            Draft draft,
            DraftReader ours,
            Rows rows,
            ThreeWay threeWay,
            long bytesMax) {
        this.base = base;
        this.theirs = theirs;
        this.draft = draft;
        this.ours = ours;
        this.rows = rows;
        this.threeWay = threeWay;
        room = bytesMax;
    }

    /** It is more than one transaction should hold. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("too large", null, false, false);
        }
    }

    /**
     * @throws TooLarge before much has been looked at
     */
    void apply(Set<Ref> changed) {
        for (Ref ref : changed) {
            take(Sizes.of(CommitCodec.key(ref)));
            Staged entry = ours.take(ref, PLACE);
            var row = new Versions(ref, read(base, ref), entry.before(), read(theirs, ref));
            versions.put(ref, row);
            draft.set(entry, threeWay.merge(row));
        }
        var goneWithEdges = new ArrayList<NodeRef>();
        for (Staged entry : List.copyOf(draft.all())) {
            if (entry.isGone() && entry.ref() instanceof NodeRef node && !mayGo(entry, node)) {
                goneWithEdges.add(node);
            }
        }
        goneWithEdges.forEach(this::removeEdges);
        for (Versions row : versions.values()) {
            if (row.ref() instanceof EdgeRef edge) {
                addition(row, edge);
            }
        }
    }

    private @Nullable Map<Integer, Object> read(Layers layers, Ref ref) {
        return layers.get(space -> space.row(ref))
                .map(entry -> {
                    take(entry.value().length);
                    return rows.values(ref, entry.value());
                })
                .orElse(null);
    }

    private void take(long bytes) {
        room -= bytes;
        if (room < 0) {
            throw new TooLarge();
        }
    }

    /**
     * A node that goes may have got edges here of which the other branch knew nothing. It stays
     * then, unless theirs is taken.
     *
     * @return whether it has no such edges, or stays
     */
    private boolean mayGo(Staged node, NodeRef ref) {
        Versions row = versions.get(ref);
        for (EdgeRef edge : ours.edgesOf(ref)) {
            Staged entry = ours.take(edge, PLACE);
            if (entry.after() != null && row != null) {
                if (threeWay.settleWhole(row, heldBy(rows, edge))) {
                    return false;
                }
                draft.set(node, node.before());
                return true;
            }
        }
        return true;
    }

    /** Why a node that was deleted there is in conflict. */
    static String heldBy(Rows rows, EdgeRef edge) {
        return "it was deleted there, and has the edge %s here".formatted(rows.key(edge));
    }

    /** After all nodes were looked at, so that their order does not matter. */
    private void removeEdges(NodeRef node) {
        for (EdgeRef edge : ours.edgesOf(node)) {
            draft.set(ours.take(edge, PLACE), null);
        }
    }

    /** An edge that comes may have lost an end here. */
    private void addition(Versions row, EdgeRef edge) {
        Staged entry = ours.take(edge, PLACE);
        if (entry.isNew() && !(ours.exists(draft.from(edge)) && ours.exists(draft.to(edge)))) {
            if (!threeWay.settleWhole(row, END_LOST)) {
                draft.set(entry, null);
            }
        }
    }
}
