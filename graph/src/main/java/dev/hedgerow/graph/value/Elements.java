package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Blob;
import dev.hedgerow.graph.Json;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.ValueType.Scalar;
import dev.hedgerow.graph.Vector;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Typed values to and from the elements of tuples; see the package's page. */
public final class Elements {
    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private Elements() {}

    public static Object element(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal.unscaledValue();
            case LocalDate date -> date.toEpochDay();
            case Instant instant ->
                    instant.getEpochSecond() * MICROS + instant.getNano() / NANOS_PER_MICRO;
            case Json(String text) -> text;
            case Blob(byte[] bytes) -> bytes;
            case Vector(float[] components) -> bytes(components);
            case List<?> list -> Tuple.ofAll(list.stream().map(Elements::element).toList());
            default -> value;
        };
    }

    /** What {@link #element} made of a value of the type; CORRUPT when it is something else. */
    public static Object value(ValueType type, Object element) {
        if (type instanceof Scalar scalar && isElement(scalar)) {
            return element;
        }
        try {
            return switch (type) {
                case ValueType.Decimal(_, int scale) -> new BigDecimal(integer(element), scale);
                case Scalar.DATE -> LocalDate.ofEpochDay((Long) element);
                case Scalar.DATE_TIME -> instant((Long) element);
                case Scalar.JSON -> new Json((String) element);
                case Scalar.BLOB -> new Blob((byte[]) element);
                case ValueType.VectorOf _ -> new Vector(floats((byte[]) element));
                case ValueType.ListOf(ValueType inner) -> list(inner, (Tuple) element);
                case Scalar _, ValueType.Enumeration _ -> element;
            };
        } catch (ClassCastException | DateTimeException | ArithmeticException e) {
            throw HedgerowException.causedBy(
                    e, Failure.CORRUPT, "A stored value is not of its type " + type);
        }
    }

    /** Whether values of the type are elements as they are. */
    private static boolean isElement(Scalar type) {
        return switch (type) {
            case STRING, BOOL, I32, I64, U32, U64, F32, F64, UUID -> true;
            case DATE, DATE_TIME, JSON, BLOB -> false;
        };
    }

    private static BigInteger integer(Object element) {
        return element instanceof Long number ? BigInteger.valueOf(number) : (BigInteger) element;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS_PER_MICRO);
    }

    private static List<Object> list(ValueType inner, Tuple elements) {
        var values = new ArrayList<Object>(elements.size());
        for (Object element : elements.elements()) {
            values.add(value(inner, Objects.requireNonNull(element)));
        }
        return Collections.unmodifiableList(values);
    }

    private static byte[] bytes(float[] components) {
        var buffer = ByteBuffer.allocate(components.length * Float.BYTES);
        buffer.asFloatBuffer().put(components);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        var components = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(components);
        return components;
    }
}
