package dev.hedgerow.projection.apply;

import dev.hedgerow.engine.Statement;
import dev.hedgerow.graph.Change;
import dev.hedgerow.graph.CommitChanges;
import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.EntityKey;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.projection.build.EdgeTable;
import dev.hedgerow.projection.build.EngineType;
import dev.hedgerow.projection.build.NodeTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What some commits, one after the other, leave behind. */
public final class Fold {
    private final Schema schema;
    private final Map<EntityKey.NodeKey, End<Node>> nodes = new LinkedHashMap<>();
    private final Map<EntityKey.EdgeKey, End<Edge>> edges = new LinkedHashMap<>();

    public Fold(Schema schema) {
        this.schema = schema;
    }

    /**
     * What an entity has come to.
     *
     * @param existed before the first of the commits
     * @param after empty when it is gone
     */
    private record End<T>(boolean existed, Optional<T> after) {}

    /** Adds the commit that follows. */
    public void add(CommitChanges commit) {
        for (Change change : commit.changes()) {
            switch (change) {
                case Change.OfNode(var kind, var key, var after) -> put(nodes, kind, key, after);
                case Change.OfEdge(var kind, var key, var after) -> put(edges, kind, key, after);
            }
        }
    }

    private static <K, T> void put(
            Map<K, End<T>> ends, Change.Kind kind, K key, Optional<T> after) {
        End<T> before = ends.get(key);
        boolean existed = before == null ? kind != Change.Kind.INSERTED : before.existed();
        ends.put(key, new End<>(existed, after));
    }

    public int size() {
        return nodes.size() + edges.size();
    }

    /**
     * In an order in which each can succeed, and for many rows at a time. They fit a database that
     * has exactly what was before the commits.
     */
    public List<Statement> statements() {
        var statements = deletions();
        var puts = new Puts();
        nodes.values().forEach(end -> end.after().ifPresent(node -> puts.add(end.existed(), node)));
        var single = new ArrayList<Statement>();
        for (End<Edge> end : edges.values()) {
            if (end.existed()) {
                end.after().map(Fold::put).ifPresent(single::add);
            } else {
                end.after().ifPresent(puts::add);
            }
        }
        statements.addAll(puts.statements());
        statements.addAll(single);
        return statements;
    }

    /**
     * The same one row at a time: slower, but each takes little memory, and they lead to the same
     * end wherever among the commits the database is.
     */
    public List<Statement> singleStatements() {
        var statements = deletions();
        nodes.values().forEach(end -> end.after().map(Fold::put).ifPresent(statements::add));
        edges.values().forEach(end -> end.after().map(Fold::put).ifPresent(statements::add));
        return statements;
    }

    private List<Statement> deletions() {
        var statements = new ArrayList<Statement>();
        edges.forEach((key, end) -> {
            if (end.after().isEmpty()) {
                delete(key, statements);
            }
        });
        nodes.forEach((key, end) -> {
            if (end.after().isEmpty()) {
                delete(key, statements);
            }
        });
        return statements;
    }

    private void delete(EntityKey.NodeKey key, List<Statement> statements) {
        var table = new NodeTable(schema.node(key.type()).orElseThrow());
        statements.add(
                new Statement(
                        "MATCH (n:%s {%s: %s}) DETACH DELETE n"
                                .formatted(
                                        NodeTable.quoted(key.type()),
                                        NodeTable.quoted(table.keyColumn()),
                                        parameter("k", table.keyType())),
                        Map.of("k", table.key(key.key()))));
    }

    private void delete(EntityKey.EdgeKey key, List<Statement> statements) {
        var table = new EdgeTable(schema.edge(key.type()).orElseThrow());
        var values = new LinkedHashMap<String, @Nullable Object>();
        ends(table, key, values);
        statements.add(
                new Statement(
                        "MATCH (a:%s {%s: %s})-[e:%s%s]->(b:%s {%s: %s}) DELETE e"
                                .formatted(
                                        NodeTable.quoted(table.type().from().name()),
                                        NodeTable.quoted(table.from().keyColumn()),
                                        parameter("f", table.from().keyType()),
                                        NodeTable.quoted(key.type()),
                                        pattern(table),
                                        NodeTable.quoted(table.type().to().name()),
                                        NodeTable.quoted(table.to().keyColumn()),
                                        parameter("t", table.to().keyType())),
                        values));
    }

    private static void ends(
            EdgeTable table, EntityKey.EdgeKey key, Map<String, @Nullable Object> values) {
        values.put("f", table.from().key(key.from()));
        values.put("t", table.to().key(key.to()));
        if (table.isKeyed()) {
            values.put("k", table.key(key.key()));
        }
    }

    private static String pattern(EdgeTable table) {
        return table.isKeyed() ? " {" + NodeTable.KEY + ": $k}" : "";
    }

    private static Statement put(Node node) {
        var table = new NodeTable(node.type());
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("k", table.key(node.key()));
        String text =
                "MERGE (n:%s {%s: %s})"
                        .formatted(
                                NodeTable.quoted(node.type().name()),
                                NodeTable.quoted(table.keyColumn()),
                                parameter("k", table.keyType()));
        return new Statement(
                text + assignments("n", table.properties(), node.properties(), values), values);
    }

    private static Statement put(Edge edge) {
        var table = new EdgeTable(edge.type());
        var values = new LinkedHashMap<String, @Nullable Object>();
        ends(table, edge.entity(), values);
        String text =
                "MATCH (a:%s {%s: %s}), (b:%s {%s: %s}) MERGE (a)-[e:%s%s]->(b)"
                        .formatted(
                                NodeTable.quoted(edge.type().from().name()),
                                NodeTable.quoted(table.from().keyColumn()),
                                parameter("f", table.from().keyType()),
                                NodeTable.quoted(edge.type().to().name()),
                                NodeTable.quoted(table.to().keyColumn()),
                                parameter("t", table.to().keyType()),
                                NodeTable.quoted(edge.type().name()),
                                pattern(table));
        return new Statement(
                text + assignments("e", table.properties(), edge.properties(), values), values);
    }

    private static String assignments(
            String variable,
            List<Property> properties,
            Map<String, @Nullable Object> row,
            Map<String, @Nullable Object> values) {
        var text = new StringBuilder();
        for (int i = 0; i < properties.size(); i++) {
            Property property = properties.get(i);
            values.put("p" + i, EngineType.value(row.get(property.name())));
            text.append(i == 0 ? " SET " : ", ")
                    .append(variable)
                    .append('.')
                    .append(NodeTable.quoted(property.name()))
                    .append(" = ")
                    .append(parameter("p" + i, EngineType.of(property.type()).name()));
        }
        return text.toString();
    }

    /** A parameter with its type: a null has none of its own. */
    private static String parameter(String name, String type) {
        return "CAST($" + name + " AS " + type + ")";
    }
}
