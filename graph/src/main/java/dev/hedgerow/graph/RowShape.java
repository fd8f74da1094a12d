package dev.hedgerow.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rows of a node or edge type look like. Built once with its schema. */
public final class RowShape {
    private final List<Property> properties;
    private final List<Property> key;
    private final List<Constraint> constraints;
    private final Numbers next;
    private final Map<String, Property> byName = new LinkedHashMap<>();
    private final Map<Integer, Property> byNumber = new LinkedHashMap<>();

    /** The numbers that the next new property and constraint get. */
    public record Numbers(int property, int constraint) {
        public static final Numbers FIRST = new Numbers(1, 1);
    }

    /**
     * @param properties with those of interfaces, in the order of the schema
     * @param key numbers of properties, in the order of the key
     */
    public RowShape(
            List<Property> properties,
            List<Integer> key,
            List<Constraint> constraints,
            Numbers next) {
        this.properties = List.copyOf(properties);
        this.constraints = List.copyOf(constraints);
        this.next = next;
        for (Property property : properties) {
            byName.put(property.name(), property);
            byNumber.put(property.number(), property);
        }
        this.key = key.stream().map(this::property).toList();
    }

    public List<Property> properties() {
        return properties;
    }

    /** The properties of the key in its order; empty when there is none. */
    public List<Property> key() {
        return key;
    }

    public List<Constraint> constraints() {
        return constraints;
    }

    public Numbers next() {
        return next;
    }

    public Optional<Property> property(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Optional<Property> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** The property with a number that is known to be used. */
    public Property property(int number) {
        Property property = byNumber.get(number);
        if (property == null) {
            throw new IllegalArgumentException("no property has the number " + number);
        }
        return property;
    }

    public List<Constraint.Unique> uniques() {
        return of(Constraint.Unique.class);
    }

    public List<Constraint.Index> indexes() {
        return of(Constraint.Index.class);
    }

    private <C extends Constraint> List<C> of(Class<C> kind) {
        return constraints.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The properties that a unique or index constraint covers, in its order. */
    public List<Property> properties(Constraint.Columns columns) {
        return columns.properties().stream().map(this::property).toList();
    }
}
