package dev.hedgerow.graph;

import dev.hedgerow.graph.Draft.Staged;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks what a draft would leave behind: endpoints, cardinality and uniqueness. What it reads goes
 * into the transaction's read set, so that of two writers who break a constraint together one runs
 * again and sees the other.
 */
final class Constraints {
    private final Draft draft;
    private final DraftReader reader;
    private final Rows rows;
    private final Violations violations;

    Constraints(Draft draft, DraftReader reader, Rows rows, Violations violations) {
        this.draft = draft;
        this.reader = reader;
        this.rows = rows;
        this.violations = violations;
    }

    void check(Uniqueness uniqueness) {
        for (Staged entry : draft.all()) {
            if (entry.after() != null && entry.ref() instanceof EdgeRef edge) {
                endpoint(entry, edge, draft.from(edge), true);
                endpoint(entry, edge, draft.to(edge), false);
            }
        }
        cardinality();
        uniqueness.check(violations);
    }

    private void endpoint(Staged entry, EdgeRef edge, NodeRef node, boolean source) {
        // an edge that was there has its ends, unless the same request takes them away
        boolean doubtful = entry.isNew() || draft.find(node) != null;
        if (doubtful && !reader.exists(node)) {
            violations.add(endMissing(entry.place(), rows.key(edge), rows.key(node), source));
        }
    }

    /** One end of edges of one type, whose number may have changed. */
    private record End(int type, Tuple node, boolean outgoing) {}

    private void cardinality() {
        var touched = new LinkedHashMap<End, String>();
        for (Staged entry : draft.all()) {
            if (entry.isNew() || entry.isGone()) {
                switch (entry.ref()) {
                    case EdgeRef edge -> touch(touched, edge, entry.place());
                    case NodeRef node when entry.isNew() -> touch(touched, node, entry.place());
                    case NodeRef _ -> {}
                }
            }
        }
        touched.forEach(this::count);
    }

    private void touch(Map<End, String> touched, EdgeRef edge, String place) {
        EdgeType type = rows.schema().edge(edge.type());
        if (type.outgoing().isLimited()) {
            touched.putIfAbsent(new End(edge.type(), edge.from(), true), place);
        }
        if (type.incoming().isLimited()) {
            touched.putIfAbsent(new End(edge.type(), edge.to(), false), place);
        }
    }

    private void touch(Map<End, String> touched, NodeRef node, String place) {
        for (EdgeType type : rows.schema().edges()) {
            if (type.outgoing().min() > 0 && type.from().number() == node.type()) {
                touched.putIfAbsent(new End(type.number(), node.key(), true), place);
            }
            if (type.incoming().min() > 0 && type.to().number() == node.type()) {
                touched.putIfAbsent(new End(type.number(), node.key(), false), place);
            }
        }
    }

    private void count(End end, String place) {
        EdgeType type = rows.schema().edge(end.type());
        NodeRef node = rows.endOf(end.type(), end.node(), end.outgoing());
        if (!reader.exists(node)) {
            return;
        }
        Cardinality allowed = end.outgoing() ? type.outgoing() : type.incoming();
        int enough = allowed.isBounded() ? allowed.max() + 1 : allowed.min();
        int count =
                end.outgoing()
                        ? reader.outgoing(end.type(), end.node(), enough)
                        : reader.incoming(end.type(), end.node(), enough);
        boolean over = allowed.isBounded() && count > allowed.max();
        if (over || count < allowed.min()) {
            violations.add(miscounted(place, rows.key(node), type, end.outgoing(), count));
        }
    }

    /** A node has too many edges of a type, or too few. */
    static Violation miscounted(
            String place, EntityKey.NodeKey node, EdgeType type, boolean outgoing, long count) {
        Cardinality allowed = outgoing ? type.outgoing() : type.incoming();
        boolean over = count > allowed.max();
        return new Violation(
                place,
                "%s would have %s%d %s edges of type %s; %s are allowed"
                        .formatted(
                                node,
                                over ? "at least " : "",
                                count,
                                outgoing ? "outgoing" : "incoming",
                                type.name(),
                                allowed),
                over ? "remove an edge in the same request" : "add edges in the same request");
    }

    /** An edge names a node that will not be there. */
    static Violation endMissing(
            String place, EntityKey.EdgeKey edge, EntityKey.NodeKey node, boolean source) {
        return new Violation(
                place,
                "%s: there is no %s ('%s')".formatted(edge, node, source ? "from" : "to"),
                "add the node in the same request, or correct the key");
    }
}
