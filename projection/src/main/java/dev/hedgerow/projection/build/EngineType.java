package dev.hedgerow.projection.build;

import dev.hedgerow.files.ColumnType;
import dev.hedgerow.graph.Blob;
import dev.hedgerow.graph.Json;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a type of the schema language stands in the engine.
 *
 * @param name the engine's type, as in its DDL
 * @param column the type of the Parquet column it is loaded from
 */
public record EngineType(String name, ColumnType column) {
    /** The engine's type for a type of the schema language. */
    public static EngineType of(ValueType type) {
        return switch (type) {
            case ValueType.Scalar scalar -> ofScalar(scalar);
            case ValueType.Enumeration _ -> new EngineType("STRING", ColumnType.Scalar.STRING);
            case ValueType.Decimal(int precision, int scale) ->
                    // the engine reads no decimals from Parquet: staged as text, cast on the way in
                    new EngineType(
                            "DECIMAL(%d, %d)".formatted(precision, scale),
                            ColumnType.Scalar.STRING);
            case ValueType.VectorOf(int dimensions) ->
                    new EngineType(
                            "FLOAT[%d]".formatted(dimensions),
                            new ColumnType.ListOf(ColumnType.Scalar.F32));
            case ValueType.ListOf(ValueType element) -> {
                EngineType inner = element(element);
                yield new EngineType(inner.name() + "[]", new ColumnType.ListOf(inner.column()));
            }
        };
    }

    /** Exact text for decimals: the engine casts them wrongly inside of lists. */
    private static EngineType element(ValueType type) {
        return type instanceof ValueType.Decimal ? ofScalar(ValueType.Scalar.STRING) : of(type);
    }

    private static EngineType ofScalar(ValueType.Scalar scalar) {
        return switch (scalar) {
            // canonical text: comparable with a literal, and with no cast in the bulk load
            case STRING, JSON, UUID -> new EngineType("STRING", ColumnType.Scalar.STRING);
            case BOOL -> new EngineType("BOOL", ColumnType.Scalar.BOOL);
            case I32 -> new EngineType("INT32", ColumnType.Scalar.I32);
            case I64 -> new EngineType("INT64", ColumnType.Scalar.I64);
            case U32 -> new EngineType("UINT32", ColumnType.Scalar.U32);
            case U64 -> new EngineType("UINT64", ColumnType.Scalar.U64);
            case F32 -> new EngineType("FLOAT", ColumnType.Scalar.F32);
            case F64 -> new EngineType("DOUBLE", ColumnType.Scalar.F64);
            case DATE -> new EngineType("DATE", ColumnType.Scalar.DATE);
            case DATE_TIME -> new EngineType("TIMESTAMP", ColumnType.Scalar.TIMESTAMP);
            case BLOB -> new EngineType("BLOB", ColumnType.Scalar.BLOB);
        };
    }

    /** A typed value of the graph as a value of the engine. */
    public static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Json json -> json.text();
            case Blob blob -> blob.bytes();
            case UUID uuid -> uuid.toString();
            case Vector vector -> floats(vector);
            case List<?> list -> {
                var values = new ArrayList<@Nullable Object>(list.size());
                list.forEach(element -> values.add(staged(element)));
                yield values;
            }
            default -> value;
        };
    }

    /** A typed value of the graph as a value of the column it is loaded from. */
    public static @Nullable Object staged(@Nullable Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value(value);
    }

    /** Whether a column of the type must be cast when it is loaded. */
    static boolean isCast(ValueType type) {
        return type instanceof ValueType.Decimal;
    }

    private static List<Float> floats(Vector vector) {
        var floats = new ArrayList<Float>(vector.components().length);
        for (float component : vector.components()) {
            floats.add(component);
        }
        return floats;
    }

    /** Whether the engine can hold the type as a primary key. */
    static boolean isPrimaryKey(ValueType type) {
        return switch (type) {
            case ValueType.Enumeration _ -> true;
            case ValueType.Scalar scalar ->
                    switch (scalar) {
                        case STRING, I32, I64, U32, U64, UUID -> true;
                        case BOOL, F32, F64, DATE, DATE_TIME, JSON, BLOB -> false;
                    };
            case ValueType.Decimal _, ValueType.VectorOf _, ValueType.ListOf _ -> false;
        };
    }

    /** A key value that the engine holds as text. */
    static String text(Object value) {
        return value instanceof BigInteger big ? big.toString() : String.valueOf(value);
    }
}
