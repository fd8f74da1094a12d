package dev.hedgerow.graph;

import dev.hedgerow.graph.Draft.Staged;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.graph.ThreeWay.Versions;
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
    private static final String PLACE = "merge";

    private final Layers base;
    private final Layers theirs;
    private final Draft draft;
    private final DraftReader ours;
    private final Rows rows;
    private final ThreeWay threeWay;
    private final Map<Ref, Versions> versions = new LinkedHashMap<>();

    MergePlan(
            Layers base,
            Layers theirs,
            Draft draft,
            DraftReader ours,
            Rows rows,
            ThreeWay threeWay) {
        this.base = base;
        this.theirs = theirs;
        this.draft = draft;
        this.ours = ours;
        this.rows = rows;
        this.threeWay = threeWay;
    }

    void apply(Set<Ref> changed) {
        for (Ref ref : changed) {
            Staged entry = ours.take(ref, PLACE);
            var row = new Versions(ref, read(base, ref), entry.before(), read(theirs, ref));
            versions.put(ref, row);
            draft.set(entry, threeWay.merge(row));
        }
        for (Staged entry : List.copyOf(draft.all())) {
            if (entry.isGone() && entry.ref() instanceof NodeRef node) {
                deletion(entry, node);
            }
        }
        for (Versions row : versions.values()) {
            if (row.ref() instanceof EdgeRef edge) {
                addition(row, edge);
            }
        }
    }

    private @Nullable Map<Integer, Object> read(Layers layers, Ref ref) {
        return layers.get(space -> space.row(ref))
                .map(entry -> rows.values(ref, entry.value()))
                .orElse(null);
    }

    /** A node that goes may have got edges here of which the other branch knew nothing. */
    private void deletion(Staged node, NodeRef ref) {
        Versions row = versions.get(ref);
        for (EdgeRef edge : ours.edgesOf(ref)) {
            Staged entry = ours.take(edge, PLACE);
            if (entry.after() != null && row != null) {
                String problem =
                        "it was deleted there, and has the edge %s here".formatted(rows.key(edge));
                if (!threeWay.settleWhole(row, problem)) {
                    draft.set(node, node.before());
                    return;
                }
                draft.set(entry, null);
            }
        }
    }

    /** An edge that comes may have lost an end here. */
    private void addition(Versions row, EdgeRef edge) {
        Staged entry = ours.take(edge, PLACE);
        if (entry.isNew() && !(ours.exists(draft.from(edge)) && ours.exists(draft.to(edge)))) {
            String problem = "it was added there, and one of its ends was deleted here";
            if (!threeWay.settleWhole(row, problem)) {
                draft.set(entry, null);
            }
        }
    }
}
