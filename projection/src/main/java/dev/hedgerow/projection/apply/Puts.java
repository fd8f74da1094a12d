package dev.hedgerow.projection.apply;

import dev.hedgerow.engine.Statement;
import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.Property;
import dev.hedgerow.projection.build.EdgeTable;
import dev.hedgerow.projection.build.EngineType;
import dev.hedgerow.projection.build.NodeTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows to be put into tables, many with one statement: by itself a row costs the engine more than
 * ten times what it does among others.
 */
final class Puts {
    /** Rows of one statement, at most. */
    private static final int ROWS_MAX = 500;

    private static final String ROWS = "UNWIND $rows AS r ";

    private final Map<String, Batch> nodes = new LinkedHashMap<>();
    private final Map<String, Batch> edges = new LinkedHashMap<>();

    /** The rows of one statement. */
    private static final class Batch {
        private final String text;
        private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

        Batch(String text) {
            this.text = ROWS + text;
        }

        void addTo(List<Statement> statements) {
            for (int from = 0; from < rows.size(); from += ROWS_MAX) {
                int until = Math.min(from + ROWS_MAX, rows.size());
                statements.add(new Statement(text, Map.of("rows", rows.subList(from, until))));
            }
        }
    }

    void add(boolean existed, Node node) {
        var table = new NodeTable(node.type());
        String key =
                "%s: %s"
                        .formatted(
                                NodeTable.quoted(table.keyColumn()), field("k", table.keyType()));
        String label = NodeTable.quoted(node.type().name());
        List<Property> properties = table.properties();
        String text =
                existed
                        ? "MATCH (n:%s {%s})%s".formatted(label, key, assignments(properties))
                        : "CREATE (:%s {%s%s})".formatted(label, key, members(properties));
        if (existed && properties.isEmpty()) {
            return;
        }
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("k", table.key(node.key()));
        addValues(row, properties, node.properties());
        nodes.computeIfAbsent(text, Batch::new).rows.add(row);
    }

    /** One that did not exist. */
    void add(Edge edge) {
        var table = new EdgeTable(edge.type());
        var entity = edge.entity();
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("f", table.from().key(entity.from()));
        row.put("t", table.to().key(entity.to()));
        String key = "";
        if (table.isKeyed()) {
            row.put("k", table.key(entity.key()));
            key = ", " + NodeTable.KEY + ": " + field("k", "STRING");
        }
        String members = key + members(table.properties());
        // the WITH keeps the engine from pairing all nodes of both types
        String text =
                "MATCH (a:%s {%s: %s}) WITH r, a MATCH (b:%s {%s: %s}) CREATE (a)-[:%s%s]->(b)"
                        .formatted(
                                NodeTable.quoted(table.type().from().name()),
                                NodeTable.quoted(table.from().keyColumn()),
                                field("f", table.from().keyType()),
                                NodeTable.quoted(table.type().to().name()),
                                NodeTable.quoted(table.to().keyColumn()),
                                field("t", table.to().keyType()),
                                NodeTable.quoted(table.type().name()),
                                members.isEmpty() ? "" : " {" + members.substring(2) + "}");
        addValues(row, table.properties(), edge.properties());
        edges.computeIfAbsent(text, Batch::new).rows.add(row);
    }

    /** Nodes first. */
    List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        nodes.values().forEach(batch -> batch.addTo(statements));
        edges.values().forEach(batch -> batch.addTo(statements));
        return statements;
    }

    private static void addValues(
            Map<String, @Nullable Object> row,
            List<Property> properties,
            Map<String, @Nullable Object> values) {
        for (int i = 0; i < properties.size(); i++) {
            row.put("p" + i, EngineType.staged(values.get(properties.get(i).name())));
        }
    }

    private static String assignments(List<Property> properties) {
        var text = new StringBuilder();
        for (int i = 0; i < properties.size(); i++) {
            text.append(i == 0 ? " SET n." : ", n.")
                    .append(NodeTable.quoted(properties.get(i).name()))
                    .append(" = ")
                    .append(value(i, properties.get(i)));
        }
        return text.toString();
    }

    /** Each with a comma before it. */
    private static String members(List<Property> properties) {
        var text = new StringBuilder();
        for (int i = 0; i < properties.size(); i++) {
            text.append(", ")
                    .append(NodeTable.quoted(properties.get(i).name()))
                    .append(": ")
                    .append(value(i, properties.get(i)));
        }
        return text.toString();
    }

    private static String value(int i, Property property) {
        return field("p" + i, EngineType.of(property.type()).name());
    }

    /** A field with its type: a null has none of its own. */
    private static String field(String name, String type) {
        return "CAST(r." + name + " AS " + type + ")";
    }
}
