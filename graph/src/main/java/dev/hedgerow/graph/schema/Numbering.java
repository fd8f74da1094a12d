package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Constraint;
import dev.hedgerow.graph.Constraint.Columns;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives parts of a schema other numbers. */
final class Numbering {
    private Numbering() {}

    static Constraint with(Constraint constraint, int number) {
        return switch (constraint) {
            case Constraint.Unique(_, Columns columns) -> new Constraint.Unique(number, columns);
            case Constraint.Index(_, Columns columns, Map<String, Object> options) ->
                    new Constraint.Index(number, columns, options);
            case Constraint.Range(_, int property, var min, var max) ->
                    new Constraint.Range(number, property, min, max);
            case Constraint.Check(_, int property, var pattern) ->
                    new Constraint.Check(number, property, pattern);
        };
    }

    /** The constraint on properties that have new numbers. */
    static Constraint moved(Constraint constraint, Map<Integer, Integer> numbers) {
        return switch (constraint) {
            case Constraint.Unique(int number, Columns columns) ->
                    new Constraint.Unique(number, moved(columns, numbers));
            case Constraint.Index(int number, Columns columns, Map<String, Object> options) ->
                    new Constraint.Index(number, moved(columns, numbers), options);
            case Constraint.Range(int number, int property, var min, var max) ->
                    new Constraint.Range(number, numbers.getOrDefault(property, 0), min, max);
            case Constraint.Check(int number, int property, var pattern) ->
                    new Constraint.Check(number, numbers.getOrDefault(property, 0), pattern);
        };
    }

    private static Columns moved(Columns columns, Map<Integer, Integer> numbers) {
        List<Integer> properties =
                columns.properties().stream().map(n -> numbers.getOrDefault(n, 0)).toList();
        return new Columns(properties, columns.source(), columns.target());
    }

    static Property with(Property property, int number, Optional<Object> filler) {
        return new Property(
                number,
                property.name(),
                property.type(),
                property.nullable(),
                property.defaultValue(),
                filler,
                property.annotations());
    }

    static NodeType with(NodeType type, int number, RowShape shape) {
        return new NodeType(number, type.name(), type.interfaces(), shape, type.annotations());
    }

    /** The edge type between the node types of the same names in the other map. */
    static EdgeType with(EdgeType type, int number, RowShape shape, Map<String, NodeType> nodes) {
        return new EdgeType(
                number,
                type.name(),
                nodes.getOrDefault(type.from().name(), type.from()),
                nodes.getOrDefault(type.to().name(), type.to()),
                type.rules(),
                shape,
                type.annotations());
    }
}
