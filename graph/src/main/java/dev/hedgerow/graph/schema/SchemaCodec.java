package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Constraint;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowShape;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.value.Elements;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Schemas as stored: their printed text, and the numbers in the order of the text.
 *
 * <pre>
 * (1, version, next type number, text, node types ..., edge types ...)
 * type: (number, next property number, next constraint number,
 *        (numbers of properties), (numbers of constraints), (property, filler, ...))
 * </pre>
 */
public final class SchemaCodec {
    /** Bytes of a stored schema at most. */
    public static final int BYTES_MAX = 1_000_000;

    private static final long FORMAT = 1;
    private static final int HEAD = 4;

    private SchemaCodec() {}

    public static Tuple encode(Schema schema) {
        List<@Nullable Object> elements = new ArrayList<>();
        elements.add(FORMAT);
        elements.add(schema.version());
        elements.add(schema.nextNumber());
        elements.add(Printer.print(schema));
        schema.nodes().forEach(type -> elements.add(numbers(type)));
        schema.edges().forEach(type -> elements.add(numbers(type)));
        return Tuple.ofAll(elements);
    }

    private static Tuple numbers(EntityType type) {
        RowShape shape = type.shape();
        List<Object> fillers = new ArrayList<>();
        for (Property property : shape.properties()) {
            property.filler()
                    .ifPresent(value -> {
                        fillers.add(property.number());
                        fillers.add(Elements.element(value));
                    });
        }
        return Tuple.of(
                type.number(),
                shape.next().property(),
                shape.next().constraint(),
                Tuple.ofAll(shape.properties().stream().map(Property::number).toList()),
                Tuple.ofAll(shape.constraints().stream().map(Constraint::number).toList()),
                Tuple.ofAll(fillers));
    }

    /** What {@link #encode} wrote; CORRUPT when it is something else. */
    public static Schema decode(Tuple stored) {
        try {
            if (stored.number(0) != FORMAT) {
                throw HedgerowException.of(
                        Failure.CORRUPT,
                        "A stored schema has format %d; this version reads format %d: use a newer"
                                .formatted(stored.number(0), FORMAT));
            }
            return numbered(stored, SchemaCompiler.compile("stored schema", stored.string(3)));
        } catch (IllegalStateException | IndexOutOfBoundsException e) {
            throw HedgerowException.causedBy(e, Failure.CORRUPT, "A stored schema is damaged");
        } catch (HedgerowException e) {
            if (e.failure() == Failure.CORRUPT) {
                throw e;
            }
            throw HedgerowException.causedBy(
                    e, Failure.CORRUPT, "A stored schema is damaged: " + e.getMessage());
        }
    }

    private static Schema numbered(Tuple stored, Schema text) {
        int at = HEAD;
        Map<String, NodeType> nodes = new LinkedHashMap<>();
        for (NodeType type : text.nodes()) {
            Tuple numbers = stored.tuple(at++);
            nodes.put(
                    type.name(),
                    Numbering.with(type, (int) numbers.number(0), shape(type.shape(), numbers)));
        }
        var edges = new ArrayList<EdgeType>();
        for (EdgeType type : text.edges()) {
            Tuple numbers = stored.tuple(at++);
            edges.add(
                    Numbering.with(
                            type, (int) numbers.number(0), shape(type.shape(), numbers), nodes));
        }
        return new Schema(
                (int) stored.number(1),
                (int) stored.number(2),
                text.interfaces(),
                List.copyOf(nodes.values()),
                edges);
    }

    private static RowShape shape(RowShape text, Tuple numbers) {
        Tuple propertyNumbers = numbers.tuple(3);
        Tuple constraintNumbers = numbers.tuple(4);
        Map<Integer, Object> fillers = fillers(numbers.tuple(5));
        Map<Integer, Integer> moved = new HashMap<>();
        var properties = new ArrayList<Property>();
        for (Property property : text.properties()) {
            int number = (int) propertyNumbers.number(properties.size());
            moved.put(property.number(), number);
            Optional<Object> filler =
                    Optional.ofNullable(fillers.get(number))
                            .map(element -> Elements.value(property.type(), element));
            properties.add(Numbering.with(property, number, filler));
        }
        var constraints = new ArrayList<Constraint>();
        for (Constraint constraint : text.constraints()) {
            int number = (int) constraintNumbers.number(constraints.size());
            constraints.add(Numbering.moved(Numbering.with(constraint, number), moved));
        }
        return new RowShape(
                properties,
                text.key().stream().map(key -> moved.getOrDefault(key.number(), 0)).toList(),
                constraints,
                new RowShape.Numbers((int) numbers.number(1), (int) numbers.number(2)));
    }

    private static Map<Integer, Object> fillers(Tuple pairs) {
        Map<Integer, Object> fillers = new HashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            Object element = pairs.get(i + 1);
            if (element != null) {
                fillers.put((int) pairs.number(i), element);
            }
        }
        return fillers;
    }
}
