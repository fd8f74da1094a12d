package dev.hedgerow.projection.build;

import dev.hedgerow.files.Column;
import dev.hedgerow.files.ColumnType;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The relationship table of an edge type. */
public record EdgeTable(EdgeType type) {
    public NodeTable from() {
        return new NodeTable(type.from());
    }

    public NodeTable to() {
        return new NodeTable(type.to());
    }

    /** Whether edges with the same ends are told apart by a column. */
    public boolean isKeyed() {
        return type.isMulti() || !type.key().isEmpty();
    }

    /** What tells the edge from others with the same ends. */
    public String key(List<Object> key) {
        return NodeTable.keyText(key);
    }

    public List<Property> properties() {
        return type.properties();
    }

    String declaration() {
        var columns = new StringBuilder();
        if (isKeyed()) {
            columns.append(", ").append(NodeTable.KEY).append(" STRING");
        }
        for (Property property : properties()) {
            columns.append(", ")
                    .append(NodeTable.quoted(property.name()))
                    .append(' ')
                    .append(EngineType.of(property.type()).name());
        }
        return "CREATE REL TABLE %s(FROM %s TO %s%s)"
                .formatted(
                        NodeTable.quoted(type.name()),
                        NodeTable.quoted(type.from().name()),
                        NodeTable.quoted(type.to().name()),
                        columns);
    }

    List<Column> columns() {
        var columns = new ArrayList<Column>();
        columns.add(new Column("c0", from().columns().getFirst().type()));
        columns.add(new Column("c1", to().columns().getFirst().type()));
        if (isKeyed()) {
            columns.add(new Column("c2", ColumnType.Scalar.STRING));
        }
        NodeTable.addColumns(columns, properties());
        return columns;
    }

    String copy(List<Path> files) {
        return NodeTable.copy(type.name(), columns().size(), properties(), files);
    }

    /** What of an edge stands in each column. */
    List<RowPart> parts() {
        var parts = new ArrayList<RowPart>();
        parts.add(from().end(true));
        parts.add(to().end(false));
        if (isKeyed()) {
            parts.add(new RowPart.Key());
        }
        properties().forEach(property -> parts.add(new RowPart.Value(property)));
        return parts;
    }
}
