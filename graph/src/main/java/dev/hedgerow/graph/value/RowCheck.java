package dev.hedgerow.graph.value;

import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Types and checks rows of one type, as far as that can be done without looking at what is stored.
 * Made once per type and schema; may be used by many threads.
 */
public final class RowCheck {
    /** Bytes of an encoded row at most; a value of the store has room for little more. */
    public static final int ROW_BYTES_MAX = 1_000_000;

    /** Texts this short are taken for the most they can have, so few are encoded twice. */
    private static final int SURELY_SMALL = 1000;

    private static final int SMALL = 16;

    private static final int ID_MAX = 255;

    private final EntityType type;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<Column> key;
    private final boolean hasLargeValues;
    private final boolean hasId;

    private RowCheck(EntityType type) {
        this.type = type;
        for (Property property : type.properties()) {
            columns.put(property.name(), new Column(type, property));
        }
        this.key = type.key().stream().map(property -> new Column(type, property)).toList();
        this.hasId =
                key.isEmpty()
                        && switch (type) {
                            case NodeType _ -> true;
                            case EdgeType edge -> edge.isMulti();
                        };
        this.hasLargeValues = type.properties().stream().anyMatch(p -> isLarge(p.type()));
    }

    private static boolean isLarge(ValueType type) {
        return switch (type) {
            case ValueType.Scalar.STRING, ValueType.Scalar.JSON, ValueType.Scalar.BLOB -> true;
            case ValueType.ListOf _, ValueType.VectorOf _ -> true;
            case ValueType.Scalar _, ValueType.Decimal _, ValueType.Enumeration _ -> false;
        };
    }

    public static RowCheck of(EntityType type) {
        return new RowCheck(type);
    }

    /** How much of a row is given. */
    public enum Mode {
        /** All of it: what is missing takes its default, is null, or is refused. */
        WHOLE,
        /** Only what changes: what is missing stays as it is. */
        PARTIAL
    }

    /** What a raw row came to. */
    public sealed interface Outcome {}

    /**
     * A good row.
     *
     * @param values typed, by number of the property, in the order of the type. WHOLE: every
     *     property that has a value. PARTIAL: what the row names, null to clear it.
     */
    public record Row(Map<Integer, @Nullable Object> values) implements Outcome {}

    /** Everything that is wrong with the row. */
    public record Refused(List<Violation> violations) implements Outcome {
        public Refused {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Checks a row.
     *
     * @param raw property to raw value; see {@link dev.hedgerow.graph.Values#typed}
     * @param place the place of each violation
     */
    public Outcome check(Map<String, @Nullable Object> raw, String place, Mode mode) {
        var violations = new ArrayList<Violation>();
        for (String name : raw.keySet()) {
            if (!columns.containsKey(name)) {
                violations.add(
                        new Violation(
                                place,
                                "%s has no property `%s`".formatted(type.name(), name),
                                Nearest.fix(name, columns.keySet())));
            }
        }
        var values = new LinkedHashMap<Integer, @Nullable Object>();
        for (Column column : columns.values()) {
            Property property = column.property();
            if (raw.containsKey(property.name())) {
                Object value = column.read(raw.get(property.name()), place, violations::add);
                if (value != null || mode == Mode.PARTIAL) {
                    values.put(property.number(), value);
                }
            } else if (mode == Mode.WHOLE) {
                missing(property, values, place, violations);
            }
        }
        if (violations.isEmpty() && hasLargeValues) {
            rowSize(values, place, violations);
        }
        if (violations.isEmpty() && key.size() > 1) {
            List<Object> parts = keyOf(values);
            if (parts.size() == key.size()) {
                keySize(parts, place, violations);
            }
        }
        return violations.isEmpty()
                ? new Row(Collections.unmodifiableMap(values))
                : new Refused(violations);
    }

    private void missing(
            Property property,
            Map<Integer, @Nullable Object> values,
            String place,
            List<Violation> violations) {
        if (property.defaultValue().isPresent()) {
            values.put(property.number(), property.defaultValue().get());
        } else if (property.isRequired()) {
            violations.add(
                    new Violation(
                            place,
                            "`%s` is missing; every %s needs a value (%s)"
                                    .formatted(property.name(), type.name(), property.type())));
        }
    }

    private void rowSize(
            Map<Integer, @Nullable Object> values, String place, List<Violation> violations) {
        long bytes = 0;
        for (Object value : values.values()) {
            bytes += value == null ? 0 : size(Elements.element(value));
        }
        if (bytes > ROW_BYTES_MAX) {
            violations.add(
                    new Violation(
                            place,
                            "the row has %,d bytes; %,d are allowed"
                                    .formatted(bytes, ROW_BYTES_MAX)));
        }
    }

    private static long size(Object element) {
        return switch (element) {
            case String text when text.length() < SURELY_SMALL -> 4L * text.length();
            case String _, byte[] _, Tuple _ -> Tuple.of(element).encode().length;
            default -> SMALL;
        };
    }

    private List<Object> keyOf(Map<Integer, @Nullable Object> values) {
        var parts = new ArrayList<Object>();
        for (Column column : key) {
            Object value = values.get(column.property().number());
            if (value != null) {
                parts.add(value);
            }
        }
        return parts;
    }

    private void keySize(List<Object> values, String place, List<Violation> violations) {
        int bytes = KeyCodec.encode(type.key(), values).encode().length;
        if (bytes > KeyCodec.BYTES_MAX) {
            violations.add(
                    new Violation(
                            place,
                            "the key of the %s has %d bytes; %d are allowed"
                                    .formatted(type.name(), bytes, KeyCodec.BYTES_MAX)));
        }
    }

    /** What a raw key came to. */
    public sealed interface KeyOutcome {}

    /** A good key, one typed value per property of the key. */
    public record Key(List<Object> values) implements KeyOutcome {
        public Key {
            values = List.copyOf(values);
        }
    }

    /** Everything that is wrong with the key. */
    public record RefusedKey(List<Violation> violations) implements KeyOutcome {
        public RefusedKey {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Types the values of the type's key, as an edge names its ends.
     *
     * @param raw one value per property of the key; the id where ids are generated
     * @param place the place of each violation
     */
    public KeyOutcome key(List<Object> raw, String place) {
        if (hasId) {
            return id(raw, place);
        }
        var violations = new ArrayList<Violation>();
        if (raw.size() != key.size()) {
            String names = String.join(", ", type.key().stream().map(Property::name).toList());
            violations.add(
                    new Violation(
                            place,
                            "the key of %s is (%s); here are %d values"
                                    .formatted(type.name(), names, raw.size())));
            return new RefusedKey(violations);
        }
        var values = new ArrayList<Object>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            Object value = key.get(i).read(raw.get(i), place, violations::add);
            if (value != null) {
                values.add(value);
            }
        }
        if (violations.isEmpty() && key.size() > 1) {
            keySize(values, place, violations);
        }
        return violations.isEmpty() ? new Key(values) : new RefusedKey(violations);
    }

    private KeyOutcome id(List<Object> raw, String place) {
        if (raw.size() == 1
                && raw.getFirst() instanceof String id
                && !id.isEmpty()
                && id.length() <= ID_MAX
                && Texts.isWellFormed(id)) {
            return new Key(List.of(id));
        }
        return new RefusedKey(
                List.of(
                        new Violation(
                                place,
                                "%s has no key; name one by its id, a text of 1 to %d characters"
                                        .formatted(type.name(), ID_MAX))));
    }
}
