package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;

/** The keys of the catalog and of a graph as a whole; the package page lists them. */
final class Space {
    static final Subspace GRAPH = new Subspace(18, "graph");

    /** Elements of a branch's keys that name the graph and the branch. */
    static final int BRANCH_DEPTH = 2;

    private Space() {}

    static Key name(String tenant, String name) {
        return GRAPH.key("name", tenant, name);
    }

    static KeyRange names(String tenant) {
        return KeyRange.below(GRAPH, Tuple.of("name", tenant));
    }

    static KeyRange names() {
        return KeyRange.below(GRAPH, Tuple.of("name"));
    }

    static Tuple graph(GraphId graph) {
        return Tuple.of("graph", graph.value());
    }

    static Key branch(GraphId graph, String name) {
        return Key.of(GRAPH, branchTuple(graph, name));
    }

    static Tuple branchTuple(GraphId graph, String name) {
        return Tuple.of(graph.value(), "b", name);
    }

    static KeyRange branches(GraphId graph) {
        return KeyRange.below(GRAPH, Tuple.of(graph.value(), "b"));
    }

    /** How many branches the graph ever had: the number of the next. */
    static Key branchCount(GraphId graph) {
        return GRAPH.key(graph.value(), "bc");
    }

    /** A deleted branch whose rows may still be there. */
    static Key dead(GraphId graph, long branch) {
        return GRAPH.key(graph.value(), "bd", branch);
    }

    static KeyRange dead(GraphId graph) {
        return KeyRange.below(GRAPH, Tuple.of(graph.value(), "bd"));
    }

    /** Where idempotency keys of the graph's writes are looked up. */
    static Key tokens(GraphId graph) {
        return GRAPH.key(graph.value(), "t");
    }

    /** Everything of the graph but its place in the catalog. */
    static KeyRange all(GraphId graph) {
        return KeyRange.prefix(GRAPH, Tuple.of(graph.value()));
    }

    static Key schema(GraphId graph, int version) {
        return GRAPH.key(graph.value(), "v", version);
    }

    /** All versions of the schema. */
    static KeyRange schemas(GraphId graph) {
        return KeyRange.below(GRAPH, Tuple.of(graph.value(), "v"));
    }

    /** The version from which one was made. */
    static Key schemaParent(GraphId graph, int version) {
        return GRAPH.key(graph.value(), "vp", version);
    }

    /** What the tuple says below its branch. */
    static Tuple inBranch(Key key) {
        return key.tuple(BRANCH_DEPTH);
    }

    /** The node of a key made by {@link BranchSpace#node}. */
    static NodeRef node(Key key) {
        Tuple rest = ofType(key);
        return new NodeRef(Math.toIntExact(rest.number(0)), rest.from(1));
    }

    /** The edge of a key made by {@link BranchSpace#edge}. */
    static EdgeRef edge(Key key) {
        Tuple rest = ofType(key);
        return new EdgeRef(
                Math.toIntExact(rest.number(0)), rest.tuple(1), rest.tuple(2), rest.from(3));
    }

    /** Number of the type and what follows it. */
    private static Tuple ofType(Key key) {
        return key.tuple(BRANCH_DEPTH + 1);
    }

    /** The node or edge of a key made by {@link BranchSpace#row}. */
    static Ref ref(EntityType type, Key key) {
        return switch (type) {
            case NodeType _ -> node(key);
            case EdgeType _ -> edge(key);
        };
    }

    /** The row that an entry of an index of the type names. */
    static Ref indexed(EntityType type, Key key) {
        Tuple rest = inBranch(key);
        return Indexes.ref(type, rest.tuple(rest.size() - 1));
    }

    /** The edge of a key made by {@link BranchSpace#incoming(EdgeRef)}. */
    static EdgeRef incoming(Key key) {
        Tuple rest = inBranch(key);
        return new EdgeRef(
                Math.toIntExact(rest.number(1)), rest.tuple(3), rest.tuple(2), rest.from(4));
    }
}
