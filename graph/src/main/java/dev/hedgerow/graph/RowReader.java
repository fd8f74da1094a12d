package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.Draft.Staged;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stored rows and keys as people see them, under one schema. */
final class RowReader {
    private final Schema schema;

    RowReader(Schema schema) {
        this.schema = schema;
    }

    Schema schema() {
        return schema;
    }

    EntityKey key(Ref ref) {
        return switch (ref) {
            case NodeRef node -> key(node);
            case EdgeRef edge -> key(edge);
        };
    }

    EntityKey.NodeKey key(NodeRef ref) {
        NodeType type = schema.node(ref.type());
        return new EntityKey.NodeKey(type.name(), values(type, ref.key()));
    }

    EntityKey.EdgeKey key(EdgeRef ref) {
        EdgeType type = schema.edge(ref.type());
        return new EntityKey.EdgeKey(
                type.name(),
                values(type.from(), ref.from()),
                values(type.to(), ref.to()),
                Keys.values(type.key(), ref.key()));
    }

    private static List<Object> values(NodeType type, Tuple key) {
        return Keys.values(type.key(), key);
    }

    NodeRef ref(EntityKey.NodeKey key) {
        NodeType type = schema.node(key.type()).orElseThrow(() -> Keys.unknown("node", key.type()));
        return new NodeRef(type.number(), Keys.tuple(type, key.key()));
    }

    EdgeRef ref(EntityKey.EdgeKey key) {
        EdgeType type = schema.edge(key.type()).orElseThrow(() -> Keys.unknown("edge", key.type()));
        return new EdgeRef(
                type.number(),
                Keys.tuple(type.from(), key.from()),
                Keys.tuple(type.to(), key.to()),
                Keys.tuple(type.name(), type.key(), key.key()));
    }

    /** The node at one end of edges of the type. */
    NodeRef endOf(int edgeType, Tuple end, boolean outgoing) {
        EdgeType type = schema.edge(edgeType);
        return new NodeRef((outgoing ? type.from() : type.to()).number(), end);
    }

    List<Property> properties(Ref ref) {
        return switch (ref) {
            case NodeRef node -> schema.node(node.type()).properties();
            case EdgeRef edge -> schema.edge(edge.type()).properties();
        };
    }

    List<@Nullable Object> values(Ref ref, byte[] row) {
        return RowCodec.decode(properties(ref), row);
    }

    byte[] encode(Ref ref, List<@Nullable Object> values) {
        return RowCodec.encode(properties(ref), values);
    }

    Node node(Entry entry) {
        return node(Space.node(entry.key()), entry);
    }

    Node node(NodeRef ref, Entry entry) {
        return node(ref, values(ref, entry.value()), entry.stamp());
    }

    private Node node(NodeRef ref, List<@Nullable Object> values, Stamp version) {
        NodeType type = schema.node(ref.type());
        return new Node(type, values(type, ref.key()), values, version);
    }

    Edge edge(Entry entry) {
        return edge(Space.edge(entry.key()), entry);
    }

    Edge edge(EdgeRef ref, Entry entry) {
        return edge(ref, values(ref, entry.value()), entry.stamp());
    }

    private Edge edge(EdgeRef ref, List<@Nullable Object> values, Stamp version) {
        EntityKey.EdgeKey key = key(ref);
        return new Edge(schema.edge(ref.type()), key.from(), key.to(), key.key(), values, version);
    }

    /** The node or edge with these values, or null without values. */
    @Nullable Object entity(Ref ref, @Nullable List<@Nullable Object> values) {
        return values == null
                ? null
                : switch (ref) {
                    case NodeRef node -> node(node, values, Stamp.ZERO);
                    case EdgeRef edge -> edge(edge, values, Stamp.ZERO);
                };
    }

    List<Unique> uniques(Ref ref) {
        return switch (ref) {
            case NodeRef node -> schema.node(node.type()).uniques();
            case EdgeRef edge -> schema.edge(edge.type()).uniques();
        };
    }

    /** What the row takes in the constraint; nothing when one of the values is null. */
    Optional<Tuple> unique(Unique unique, Ref ref, @Nullable List<@Nullable Object> values) {
        if (values == null) {
            return Optional.empty();
        }
        List<Property> properties = properties(ref);
        Tuple numbers = Tuple.of();
        Tuple taken = Tuple.of();
        for (Property property : unique.properties()) {
            Object value = values.get(properties.indexOf(property));
            if (value == null) {
                return Optional.empty();
            }
            numbers = numbers.with(property.number());
            taken = taken.with(Keys.element(property, value));
        }
        return Optional.of(Tuple.of(numbers).with(taken));
    }

    String describe(Unique unique) {
        return unique.properties().stream()
                .map(Property::name)
                .collect(Collectors.joining(" and "));
    }

    String show(Staged entry, Unique unique) {
        List<Property> properties = properties(entry.ref());
        List<@Nullable Object> values = entry.after();
        return values == null
                ? ""
                : unique.properties().stream()
                        .map(property -> "" + values.get(properties.indexOf(property)))
                        .collect(Collectors.joining(", "));
    }

    /** A raw value as the property has it; null, and a violation, when it cannot be. */
    @Nullable Object typed(
            Property property, @Nullable Object raw, String place, Violations violations) {
        return Keys.typed(property, raw, place, violations);
    }

    /** The node as a row that can be loaded again. */
    Row row(Node node) {
        return new Row.NodeRow(
                new Place("export", 1),
                Op.DEFAULT,
                node.type().name(),
                node.type().key().isEmpty()
                        ? Optional.of(node.key().getFirst().toString())
                        : Optional.empty(),
                Optional.empty(),
                node.properties());
    }

    /** The edge as a row that can be loaded again. */
    Row row(Edge edge) {
        return new Row.EdgeRow(
                new Place("export", 1),
                Op.DEFAULT,
                edge.type().name(),
                edge.type().multi()
                        ? Optional.of(edge.key().getFirst().toString())
                        : Optional.empty(),
                new ArrayList<>(edge.from()),
                new ArrayList<>(edge.to()),
                Optional.empty(),
                edge.properties());
    }
}
