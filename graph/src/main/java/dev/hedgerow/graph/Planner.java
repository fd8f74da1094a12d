package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.graph.Draft.Staged;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies rows to a draft, in their order, each seeing the ones before it. */
final class Planner {
    private final Draft draft;
    private final DraftReader reader;
    private final Rows rows;
    private final Violations violations;
    private final List<String> outdated = new ArrayList<>();

    Planner(Draft draft, DraftReader reader, Rows rows, Violations violations) {
        this.draft = draft;
        this.reader = reader;
        this.rows = rows;
        this.violations = violations;
    }

    /** Keys whose version is not the one their row names. */
    List<String> outdated() {
        return outdated;
    }

    void apply(TypedRow row) {
        Staged entry = reader.take(row.ref(), row.place());
        if (!row.ifVersion().map(wanted -> matches(entry, wanted)).orElse(true)) {
            outdated.add(rows.key(row.ref()).toString());
            return;
        }
        boolean there = entry.after() != null;
        if (there && row.op() == Op.INSERT) {
            violations.add(existing(row.place(), rows.key(row.ref())));
        } else if (!there && (row.op() == Op.UPDATE || row.op() == Op.DELETE)) {
            violations.add(
                    row.place(), "there is no " + rows.key(row.ref()), "check the type and key");
        } else if (row.op() == Op.DELETE) {
            delete(entry);
        } else {
            @Nullable Map<Integer, Object> after = row.onto(entry.after(), violations);
            if (after != null) {
                draft.set(entry, after);
            }
        }
    }

    /** What is to be inserted is there. */
    static Violation existing(String place, EntityKey key) {
        return new Violation(
                place,
                key + " exists already",
                "use upsert to replace it, or merge to change some properties");
    }

    /** A row may follow another of the same request that changed the same thing. */
    private static boolean matches(Staged entry, Stamp wanted) {
        return entry.before() != null && entry.version().equals(wanted);
    }

    /** Removes a node or edge; a node's edges go with it. */
    void delete(Staged entry) {
        draft.set(entry, null);
        if (entry.ref() instanceof NodeRef node) {
            for (EdgeRef edge : reader.edgesOf(node)) {
                draft.set(reader.take(edge, entry.place()), null);
            }
        }
    }
}
