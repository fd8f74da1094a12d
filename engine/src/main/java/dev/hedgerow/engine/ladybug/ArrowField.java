package dev.hedgerow.engine.ladybug;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * One field of an Arrow schema (C data interface): its name, what its cells are, and its children.
 *
 * @param kind how a cell is decoded
 * @param width elements of an array, precision of a decimal, otherwise 0
 * @param scale of a decimal, otherwise 0
 */
record ArrowField(String name, Kind kind, int width, int scale, List<ArrowField> children) {
    static final long SCHEMA_BYTES = 72;
    static final long SCHEMA_RELEASE = 56;
    private static final long NAME = 8;
    private static final long CHILD_COUNT = 32;
    private static final long CHILDREN = 40;
    private static final int INT128_DIGITS = 38;

    /** What a cell is. */
    enum Kind {
        BOOL,
        INT8,
        UINT8,
        INT16,
        UINT16,
        INT32,
        UINT32,
        INT64,
        UINT64,
        INT128,
        FLOAT,
        DOUBLE,
        DECIMAL,
        STRING,
        BLOB,
        UUID,
        DATE,
        SECONDS,
        MILLIS,
        MICROS,
        NANOS,
        INTERVAL,
        LIST,
        ARRAY,
        MAP,
        STRUCT,
        INTERNAL_ID,
        NODE,
        EDGE,
        PATH;

        /** Whether the cells' bytes lie at offsets that the vector keeps. */
        boolean hasOffsets() {
            return this == STRING || this == BLOB || this == LIST || this == MAP;
        }
    }

    /**
     * Reads the fields of a result's schema.
     *
     * @param types the engine's names of the columns' types
     */
    static List<ArrowField> columns(MemorySegment schema, List<String> types) {
        var columns = new ArrayList<ArrowField>();
        for (var child : children(schema)) {
            var type = types.get(columns.size());
            columns.add(read(child, type.startsWith("INTERNAL_ID")));
        }
        return columns;
    }

    boolean named(String... names) {
        if (children.size() < names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!children.get(i).name.equals(names[i])) {
                return false;
            }
        }
        return true;
    }

    private static ArrowField read(MemorySegment schema, boolean internalId) {
        var name = Arrow.text(schema.get(ADDRESS, NAME));
        var format = Arrow.text(schema.get(ADDRESS, 0));
        boolean isId = internalId || List.of("_ID", "_SRC", "_DST").contains(name);
        var children = new ArrayList<ArrowField>();
        for (var child : children(schema)) {
            children.add(read(child, internalId));
        }
        var field = new ArrowField(name, Kind.STRUCT, 0, 0, List.copyOf(children));
        return field.refined(format, isId);
    }

    private ArrowField refined(String format, boolean isId) {
        if (format.startsWith("d:")) {
            var digits = format.substring(2).split(",", -1);
            int precision = Integer.parseInt(digits[0]);
            int decimals = Integer.parseInt(digits[1]);
            boolean isInteger = precision == INT128_DIGITS && decimals == 0;
            return new ArrowField(
                    name, isInteger ? Kind.INT128 : Kind.DECIMAL, precision, decimals, children);
        }
        if (format.startsWith("+w:")) {
            int elements = Integer.parseInt(format.substring(3));
            return new ArrowField(name, Kind.ARRAY, elements, 0, children);
        }
        var found = format.equals("+s") ? structKind(isId) : kind(format);
        return new ArrowField(name, found, 0, 0, children);
    }

    private Kind structKind(boolean isId) {
        if (isId && children.size() == 2 && named("offset", "table")) {
            return Kind.INTERNAL_ID;
        }
        if (named("_ID", "_LABEL")) {
            return Kind.NODE;
        }
        if (named("_SRC", "_DST", "_LABEL", "_ID")) {
            return Kind.EDGE;
        }
        return children.size() == 2 && named("_NODES", "_RELS") ? Kind.PATH : Kind.STRUCT;
    }

    private static Kind kind(String format) {
        return switch (format) {
            case "b" -> Kind.BOOL;
            case "c" -> Kind.INT8;
            case "C" -> Kind.UINT8;
            case "s" -> Kind.INT16;
            case "S" -> Kind.UINT16;
            case "i" -> Kind.INT32;
            case "I" -> Kind.UINT32;
            case "l" -> Kind.INT64;
            case "L" -> Kind.UINT64;
            case "f" -> Kind.FLOAT;
            case "g" -> Kind.DOUBLE;
            case "u" -> Kind.STRING;
            case "z" -> Kind.BLOB;
            case "w:16" -> Kind.UUID;
            case "tdD" -> Kind.DATE;
            case "tss:" -> Kind.SECONDS;
            case "tsm:" -> Kind.MILLIS;
            case "tsu:", "tsu:UTC" -> Kind.MICROS;
            case "tsn:" -> Kind.NANOS;
            case "tDu" -> Kind.INTERVAL;
            case "+l" -> Kind.LIST;
            case "+m" -> Kind.MAP;
            default -> throw unsupported(format);
        };
    }

    /** The library's export of unions ends the process, hence the look at the schema before it. */
    private static HedgerowException unsupported(String format) {
        return format.startsWith("+u")
                ? HedgerowException.of(
                        Failure.CYPHER_REFUSED,
                        "The query returns a UNION, which cannot be returned; return one of its"
                                + " members with union_extract")
                : HedgerowException.of(
                        Failure.ENGINE_FAILED,
                        "The engine returned values of an unknown Arrow format: " + format);
    }

    @SuppressWarnings("restricted") // this class reads native memory
    private static List<MemorySegment> children(MemorySegment schema) {
        long count = schema.get(JAVA_LONG, CHILD_COUNT);
        var children = new ArrayList<MemorySegment>();
        if (count > 0) {
            var pointers = schema.get(ADDRESS, CHILDREN).reinterpret(count * ADDRESS.byteSize());
            for (long i = 0; i < count; i++) {
                children.add(pointers.getAtIndex(ADDRESS, i).reinterpret(SCHEMA_BYTES));
            }
        }
        return children;
    }
}
