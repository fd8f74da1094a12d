package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Tuple;
import java.util.List;

/** The keys of one branch; the package page lists them. */
final class BranchSpace {
    private final Tuple root;
    private final Key prefix;
    private final long branch;

    BranchSpace(GraphId graph, long branch) {
        this.branch = branch;
        this.root = Tuple.of(graph.value(), branch);
        this.prefix = key(root);
    }

    long branch() {
        return branch;
    }

    Key node(NodeRef node) {
        return key(root.with("n", node.type()).with(node.key()));
    }

    Key row(Ref ref) {
        return switch (ref) {
            case NodeRef node -> node(node);
            case EdgeRef edge -> edge(edge);
        };
    }

    /** How the keys of all rows of the type begin. */
    Key rowPrefix(EntityType type) {
        return switch (type) {
            case NodeType _ -> key(root.with("n", type.number()));
            case EdgeType _ -> key(root.with("e", type.number()));
        };
    }

    /** How the keys of all entries for the targets of edges begin; type and target follow. */
    Key incomingPrefix() {
        return key(root.with("i"));
    }

    /** All nodes or edges of the type. */
    KeyRange rows(EntityType type) {
        return switch (type) {
            case NodeType _ -> nodes(type.number());
            case EdgeType _ -> edges(type.number());
        };
    }

    KeyRange nodes(int type) {
        return range("n", type);
    }

    Key edge(EdgeRef edge) {
        return key(root.with("e", edge.type(), edge.from(), edge.to()).with(edge.key()));
    }

    KeyRange edges(int type) {
        return range("e", type);
    }

    KeyRange outgoing(int type, Tuple from) {
        return range("e", type, from);
    }

    /** The entry by which an edge is found from its target. */
    Key incoming(EdgeRef edge) {
        return key(root.with("i", edge.type(), edge.to(), edge.from()).with(edge.key()));
    }

    KeyRange incoming(int type, Tuple to) {
        return range("i", type, to);
    }

    /** Who has the values; they name the constraint first. */
    Key unique(int type, Tuple values) {
        return key(root.with("u", type).with(values));
    }

    /**
     * Says that a row has the values of an index; they name the index first, the row's key last.
     */
    Key index(int type, Tuple place) {
        return key(root.with("x", type).with(place));
    }

    /** The entries of an index that have these values; they name the index first. */
    KeyRange indexed(int type, Tuple values) {
        return KeyRange.below(Space.GRAPH, root.with("x", type).with(values));
    }

    /** The entries of a unique constraint. */
    KeyRange uniques(int type, int constraint) {
        return range("u", type, constraint);
    }

    /** How far an index of the type has been filled. */
    Key filled(int type, int index) {
        return key(root.with("y", type, index));
    }

    /** How many nodes or edges of the type the branch has more than its ancestors. */
    Key count(int type) {
        return key(root.with("c", type));
    }

    Key head() {
        return key(headTuple());
    }

    Tuple headTuple() {
        return root.with("h");
    }

    Tuple commitTuple() {
        return root.with("l", Tuple.COMMIT_STAMP);
    }

    Key commit(Stamp commit) {
        return key(root.with("l", commit));
    }

    KeyRange log() {
        return range("l");
    }

    /** Changed keys of a commit that did not fit into its entry. */
    Tuple chunkTuple(int number) {
        return root.with("k", Tuple.COMMIT_STAMP, number);
    }

    /** Changed keys in a bulk load that began at the stamp. */
    Key chunk(Stamp load, int number) {
        return key(root.with("k", load, number));
    }

    KeyRange chunks(Stamp commit) {
        return range("k", commit);
    }

    /** The name under which the store keeps what the branch sees of one below it. */
    Key keptFork(long ancestor) {
        return key(merged(ancestor).with("fork"));
    }

    /** What was merged from the other branch last. */
    Tuple merged(long from) {
        return root.with("m", from);
    }

    /** Where a bulk load writes: rows, all that is derived of them, and its changed keys. */
    List<KeyRange> loaded() {
        return List.of(range("n"), range("e"), range("i"), range("u"), range("x"), range("k"));
    }

    /** What rows depend on: nodes, edges, both their directions, and unique entries. */
    List<KeyRange> rows() {
        return List.of(range("n"), range("e"), range("i"), range("u"));
    }

    KeyRange all() {
        return KeyRange.prefix(Space.GRAPH, root);
    }

    /** The same place on this branch, for a key of another branch. */
    Key rebased(Key other) {
        return prefix.with(other, Space.BRANCH_DEPTH);
    }

    private KeyRange range(Object... elements) {
        return KeyRange.below(Space.GRAPH, root.with(elements));
    }

    private static Key key(Tuple tuple) {
        return Key.of(Space.GRAPH, tuple);
    }
}
