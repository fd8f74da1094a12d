package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stored rows and keys as people see them, under one version of a schema. */
final class Rows {
    private final Schema schema;
    private final Map<Integer, TypeRows> types = new HashMap<>();

    Rows(Schema schema) {
        this.schema = schema;
        schema.nodes().forEach(type -> types.put(type.number(), new TypeRows(type)));
        schema.edges().forEach(type -> types.put(type.number(), new TypeRows(type)));
    }

    Schema schema() {
        return schema;
    }

    /** Every type, nodes first, in the order of the schema. */
    List<TypeRows> all() {
        return Stream.<EntityType>concat(schema.nodes().stream(), schema.edges().stream())
                .map(this::of)
                .toList();
    }

    TypeRows of(EntityType type) {
        return of(type.number());
    }

    TypeRows of(Ref ref) {
        return of(ref.type());
    }

    private TypeRows of(int type) {
        TypeRows rows = types.get(type);
        if (rows == null) {
            throw new IllegalStateException("no type " + type);
        }
        return rows;
    }

    EntityKey key(Ref ref) {
        return switch (ref) {
            case NodeRef node -> key(node);
            case EdgeRef edge -> key(edge);
        };
    }

    EntityKey.NodeKey key(NodeRef ref) {
        NodeType type = schema.node(ref.type());
        return new EntityKey.NodeKey(type.name(), Keys.decode(type.key(), ref.key()));
    }

    EntityKey.EdgeKey key(EdgeRef ref) {
        EdgeType type = schema.edge(ref.type());
        return new EntityKey.EdgeKey(
                type.name(),
                Keys.decode(type.from().key(), ref.from()),
                Keys.decode(type.to().key(), ref.to()),
                Keys.decode(type.key(), ref.key()));
    }

    /** The node at one end of edges of the type. */
    NodeRef endOf(int edgeType, Tuple end, boolean outgoing) {
        EdgeType type = schema.edge(edgeType);
        return new NodeRef((outgoing ? type.from() : type.to()).number(), end);
    }

    Map<Integer, Object> values(Ref ref, byte[] row) {
        return of(ref).decode(row);
    }

    byte[] encode(Ref ref, Map<Integer, Object> values) {
        return of(ref).encode(values);
    }

    Node node(Entry entry) {
        return node(Space.node(entry.key()), entry);
    }

    Node node(NodeRef ref, Entry entry) {
        return node(ref, values(ref, entry.value()), entry.stamp());
    }

    private Node node(NodeRef ref, Map<Integer, Object> values, Stamp version) {
        NodeType type = schema.node(ref.type());
        return new Node(type, Keys.decode(type.key(), ref.key()), values, version);
    }

    Edge edge(Entry entry) {
        return edge(Space.edge(entry.key()), entry);
    }

    Edge edge(EdgeRef ref, Entry entry) {
        return edge(ref, values(ref, entry.value()), entry.stamp());
    }

    private Edge edge(EdgeRef ref, Map<Integer, Object> values, Stamp version) {
        EdgeType type = schema.edge(ref.type());
        return new Edge(
                type,
                Keys.decode(type.from().key(), ref.from()),
                Keys.decode(type.to().key(), ref.to()),
                Keys.decode(type.key(), ref.key()),
                values,
                version);
    }

    /** The node or edge with these values, or null without values. */
    @Nullable Object entity(Ref ref, @Nullable Map<Integer, Object> values) {
        return values == null
                ? null
                : switch (ref) {
                    case NodeRef node -> node(node, values, Stamp.ZERO);
                    case EdgeRef edge -> edge(edge, values, Stamp.ZERO);
                };
    }

    /** The name of the entity's type. */
    String typeName(Ref ref) {
        return switch (ref) {
            case NodeRef node -> schema.node(node.type()).name();
            case EdgeRef edge -> schema.edge(edge.type()).name();
        };
    }

    /** What a draft does to an entity, as a commit would tell it. */
    Change change(Draft.Staged staged) {
        return change(staged.kind(), staged.ref(), staged.after());
    }

    /** What becomes of an entity, as a commit would tell it. */
    Change change(Change.Kind kind, Ref entity, @Nullable Map<Integer, Object> after) {
        return switch (entity) {
            case NodeRef ref ->
                    new Change.OfNode(
                            kind,
                            key(ref),
                            after == null
                                    ? Optional.empty()
                                    : Optional.of(node(ref, after, Stamp.ZERO)));
            case EdgeRef ref ->
                    new Change.OfEdge(
                            kind,
                            key(ref),
                            after == null
                                    ? Optional.empty()
                                    : Optional.of(edge(ref, after, Stamp.ZERO)));
        };
    }

    /** The node as a row that can be loaded again. */
    Row row(Node node) {
        return new Row.NodeRow(
                new Place("export", 1),
                Op.DEFAULT,
                node.type().name(),
                node.type().hasGeneratedId()
                        ? Optional.of(node.key().getFirst().toString())
                        : Optional.empty(),
                Optional.empty(),
                given(node.properties()));
    }

    /** The edge as a row that can be loaded again. */
    Row row(Edge edge) {
        return new Row.EdgeRow(
                new Place("export", 1),
                Op.DEFAULT,
                edge.type().name(),
                edge.type().isMulti()
                        ? Optional.of(edge.key().getFirst().toString())
                        : Optional.empty(),
                List.copyOf(edge.from()),
                List.copyOf(edge.to()),
                Optional.empty(),
                given(edge.properties()));
    }

    private static Map<String, @Nullable Object> given(Map<String, @Nullable Object> properties) {
        var given = new LinkedHashMap<String, @Nullable Object>();
        properties.forEach((name, value) -> {
            if (value != null) {
                given.put(name, Values.toJson(value, false));
            }
        });
        return given;
    }
}
