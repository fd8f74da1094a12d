package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of a graph, as of one version. Unchangeable; comes from {@link Schemas}. */
public final class Schema {
    private final int version;
    private final int nextNumber;
    private final List<InterfaceType> interfaces;
    private final List<NodeType> nodes;
    private final List<EdgeType> edges;
    private final Map<Integer, EntityType> byNumber = new LinkedHashMap<>();
    private final Map<String, EntityType> byName = new LinkedHashMap<>();

    /**
     * @param version counted from 1
     * @param nextNumber the number that the next new type gets
     */
    public Schema(
            int version,
            int nextNumber,
            List<InterfaceType> interfaces,
            List<NodeType> nodes,
            List<EdgeType> edges) {
        this.version = version;
        this.nextNumber = nextNumber;
        this.interfaces = List.copyOf(interfaces);
        this.nodes = List.copyOf(nodes);
        this.edges = List.copyOf(edges);
        nodes.forEach(this::enter);
        edges.forEach(this::enter);
    }

    private void enter(EntityType type) {
        byNumber.put(type.number(), type);
        byName.put(type.name(), type);
    }

    public int version() {
        return version;
    }

    /** The number that the next new type gets. */
    public int nextNumber() {
        return nextNumber;
    }

    /** In the order of the schema's text, like the others. */
    public List<InterfaceType> interfaces() {
        return interfaces;
    }

    public List<NodeType> nodes() {
        return nodes;
    }

    public List<EdgeType> edges() {
        return edges;
    }

    public Optional<NodeType> node(String name) {
        return byName.get(name) instanceof NodeType type ? Optional.of(type) : Optional.empty();
    }

    public Optional<EdgeType> edge(String name) {
        return byName.get(name) instanceof EdgeType type ? Optional.of(type) : Optional.empty();
    }

    public Optional<InterfaceType> interfaceType(String name) {
        return interfaces.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** The node types that have the interface's properties by its name. */
    public List<NodeType> implementing(InterfaceType type) {
        return nodes.stream().filter(node -> node.interfaces().contains(type.name())).toList();
    }

    /** The type with the number, unless it was dropped or is not there yet. */
    public Optional<EntityType> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** The node type with a number that stands in stored keys; CORRUPT when there is none. */
    public NodeType node(int number) {
        if (byNumber.get(number) instanceof NodeType type) {
            return type;
        }
        throw unknown("node", number);
    }

    /** The edge type with a number that stands in stored keys; CORRUPT when there is none. */
    public EdgeType edge(int number) {
        if (byNumber.get(number) instanceof EdgeType type) {
            return type;
        }
        throw unknown("edge", number);
    }

    private HedgerowException unknown(String kind, int number) {
        return HedgerowException.of(
                Failure.CORRUPT,
                "A stored key names the %s type %d, which version %d of the schema does not have"
                        .formatted(kind, number, version));
    }

    /** The schema in its own language. */
    @Override
    public String toString() {
        return Schemas.print(this);
    }
}
