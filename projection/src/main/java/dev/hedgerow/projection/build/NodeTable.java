package dev.hedgerow.projection.build;

import dev.hedgerow.files.Column;
import dev.hedgerow.files.ColumnType;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowPart;
import dev.hedgerow.graph.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of a node type. */
public record NodeTable(NodeType type) {
    /** The column that holds what the engine cannot keep as a key by itself. */
    public static final String KEY = "_key";

    private static final char SEPARATOR = '\u001f';

    /** The key property that is the primary key itself, or null when {@code _key} is. */
    private @Nullable Property ownKey() {
        List<Property> key = type.key();
        return key.size() == 1 && EngineType.isPrimaryKey(key.getFirst().type())
                ? key.getFirst()
                : null;
    }

    /** The name of the primary key's column. */
    public String keyColumn() {
        Property own = ownKey();
        return own == null ? KEY : own.name();
    }

    /** The type of the primary key's column. */
    public String keyType() {
        Property own = ownKey();
        return own == null ? "STRING" : EngineType.of(own.type()).name();
    }

    private ColumnType keyColumnType() {
        Property own = ownKey();
        return own == null ? ColumnType.Scalar.STRING : EngineType.of(own.type()).column();
    }

    /** A node's key as the primary key. */
    public Object key(List<Object> key) {
        if (ownKey() == null) {
            return keyText(key);
        }
        Object value = EngineType.value(key.getFirst());
        if (value == null) {
            throw new IllegalArgumentException("a key is never null");
        }
        return value;
    }

    static String keyText(List<?> key) {
        return key.stream()
                .map(EngineType::text)
                .collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }

    /** Properties other than the primary key. */
    public List<Property> properties() {
        Property own = ownKey();
        return type.properties().stream().filter(property -> !property.equals(own)).toList();
    }

    String declaration() {
        var columns = new StringBuilder(quoted(keyColumn())).append(' ').append(keyType());
        for (Property property : properties()) {
            columns.append(", ")
                    .append(quoted(property.name()))
                    .append(' ')
                    .append(EngineType.of(property.type()).name());
        }
        return "CREATE NODE TABLE %s(%s, PRIMARY KEY(%s))"
                .formatted(quoted(type.name()), columns, quoted(keyColumn()));
    }

    String index() {
        return "CREATE ART INDEX %s FOR (n:%s) ON (n.%s)"
                .formatted(
                        quoted("_key_of_" + type.number()),
                        quoted(type.name()),
                        quoted(keyColumn()));
    }

    List<Column> columns() {
        var columns = new ArrayList<Column>();
        columns.add(new Column("c0", keyColumnType()));
        addColumns(columns, properties());
        return columns;
    }

    static void addColumns(List<Column> columns, List<Property> properties) {
        for (Property property : properties) {
            columns.add(new Column("c" + columns.size(), EngineType.of(property.type()).column()));
        }
    }

    String copy(List<Path> files) {
        return copy(type.name(), columns().size(), properties(), files);
    }

    /**
     * The statement that loads the staged columns, of which the properties are the last.
     *
     * <p>A plain file is the faster way: the engine is asked to cast only when it has to.
     */
    static String copy(String type, int columns, List<Property> properties, List<Path> files) {
        String source = files.stream().map(NodeTable::text).collect(Collectors.joining(", "));
        source = files.size() == 1 ? source : "[%s]".formatted(source);
        if (properties.stream().anyMatch(property -> EngineType.isCast(property.type()))) {
            var returned = new ArrayList<String>();
            for (int i = 0; i < columns; i++) {
                int number = i - (columns - properties.size());
                returned.add(number < 0 ? "c" + i : loaded("c" + i, properties.get(number).type()));
            }
            source = "(LOAD FROM %s RETURN %s)".formatted(source, String.join(", ", returned));
        }
        return "COPY %s FROM %s".formatted(quoted(type), source);
    }

    private static String text(Path file) {
        return "'%s'".formatted(file.toString().replace("\\", "\\\\").replace("'", "\\'"));
    }

    private static String loaded(String column, ValueType type) {
        return EngineType.isCast(type)
                ? "CAST(%s, '%s')".formatted(column, EngineType.of(type).name())
                : column;
    }

    /** What of a node stands in each column. */
    List<RowPart> parts() {
        var parts = new ArrayList<RowPart>();
        parts.add(ownKey() == null ? new RowPart.Key() : new RowPart.OnlyKey());
        properties().forEach(property -> parts.add(new RowPart.Value(property)));
        return parts;
    }

    /** What of an edge stands in the column of its end that is a node of this table. */
    RowPart end(boolean outgoing) {
        return ownKey() == null ? new RowPart.End(outgoing) : new RowPart.OnlyEnd(outgoing);
    }

    /** A name as the engine's language takes any. */
    public static String quoted(String name) {
        return "`" + name + "`";
    }
}
