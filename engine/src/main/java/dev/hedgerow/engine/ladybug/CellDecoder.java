package dev.hedgerow.engine.ladybug;

import dev.hedgerow.engine.EdgeValue;
import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import dev.hedgerow.engine.PathValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes Java values of Arrow cells, and keeps count of how much memory they take. */
final class CellDecoder {
    private static final int WIDE_BYTES = 16;
    private static final int CELL_WEIGHT = 24;

    private final long weightMax;
    private long weight;

    /**
     * @param weightMax bytes, approximately, at which decoding stops
     */
    CellDecoder(long weightMax) {
        this.weightMax = weightMax;
    }

    /** Tells that the cells decoded so far and this one weigh more than allowed. */
    static final class TooHeavy extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooHeavy() {
            super("too heavy", null, false, false);
        }
    }

    @Nullable Object decode(ArrowVector vector, long row) {
        add(CELL_WEIGHT);
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector.field().kind()) {
            case BOOL -> vector.bool(row);
            case INT8 -> (long) vector.int8(row);
            case UINT8 -> (long) Byte.toUnsignedInt(vector.int8(row));
            case INT16 -> (long) vector.int16(row);
            case UINT16 -> (long) Short.toUnsignedInt(vector.int16(row));
            case INT32 -> (long) vector.int32(row);
            case UINT32 -> Integer.toUnsignedLong(vector.int32(row));
            case INT64 -> vector.int64(row);
            case UINT64 -> unsigned(vector.int64(row));
            case INT128 -> integer(vector.bytes(row, WIDE_BYTES, WIDE_BYTES));
            case FLOAT -> (double) vector.float32(row);
            case DOUBLE -> vector.float64(row);
            case DECIMAL -> decimal(vector, row);
            case STRING -> new String(heavy(vector.overflow(row)), StandardCharsets.UTF_8);
            case BLOB -> heavy(vector.overflow(row));
            case UUID -> uuid(vector.bytes(row, WIDE_BYTES, WIDE_BYTES));
            case DATE -> LocalDate.ofEpochDay(vector.int32(row));
            case SECONDS -> Instant.ofEpochSecond(vector.int64(row));
            case MILLIS -> Instant.ofEpochMilli(vector.int64(row));
            case MICROS -> Instant.EPOCH.plus(vector.int64(row), ChronoUnit.MICROS);
            case NANOS -> Instant.EPOCH.plusNanos(vector.int64(row));
            case INTERVAL -> Duration.of(vector.int64(row), ChronoUnit.MICROS);
            case LIST -> list(vector.child(0), vector.start(row), vector.start(row + 1));
            case ARRAY -> array(vector, row);
            case MAP -> map(vector, row);
            case STRUCT -> parts(vector, row, 0, false);
            case INTERNAL_ID -> internalId(vector, row);
            case NODE -> node(vector, row);
            case EDGE -> edge(vector, row);
            case PATH -> path(vector, row);
        };
    }

    private List<@Nullable Object> list(ArrowVector elements, long from, long to) {
        var list = new ArrayList<@Nullable Object>();
        for (long i = from; i < to; i++) {
            list.add(decode(elements, i));
        }
        return Collections.unmodifiableList(list);
    }

    private List<@Nullable Object> array(ArrowVector vector, long row) {
        long from = vector.elementsOf(row);
        return list(vector.child(0), from, from + vector.field().width());
    }

    private Map<@Nullable Object, @Nullable Object> map(ArrowVector vector, long row) {
        var entries = vector.child(0);
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (long i = vector.start(row); i < vector.start(row + 1); i++) {
            long place = entries.partsOf(i);
            map.put(decode(entries.child(0), place), decode(entries.child(1), place));
        }
        return Collections.unmodifiableMap(map);
    }

    private Map<String, @Nullable Object> parts(
            ArrowVector vector, long row, int skipped, boolean onlyPresent) {
        long place = vector.partsOf(row);
        var fields = vector.field().children();
        var parts = new LinkedHashMap<String, @Nullable Object>();
        for (int i = skipped; i < fields.size(); i++) {
            var value = decode(vector.child(i), place);
            if (value != null || !onlyPresent) {
                parts.put(fields.get(i).name(), value);
            }
        }
        return Collections.unmodifiableMap(parts);
    }

    private static InternalId internalId(ArrowVector vector, long row) {
        long place = vector.partsOf(row);
        return new InternalId(vector.child(1).int64(place), vector.child(0).int64(place));
    }

    private NodeValue node(ArrowVector vector, long row) {
        long place = vector.partsOf(row);
        return new NodeValue(
                internalId(vector.child(0), place),
                label(vector.child(1), place),
                parts(vector, row, 2, true));
    }

    private EdgeValue edge(ArrowVector vector, long row) {
        long place = vector.partsOf(row);
        return new EdgeValue(
                internalId(vector.child(3), place),
                label(vector.child(2), place),
                internalId(vector.child(0), place),
                internalId(vector.child(1), place),
                parts(vector, row, 4, true));
    }

    private static String label(ArrowVector vector, long place) {
        return new String(vector.overflow(place), StandardCharsets.UTF_8);
    }

    private PathValue path(ArrowVector vector, long row) {
        long place = vector.partsOf(row);
        var nodes = new ArrayList<NodeValue>();
        for (var node : elements(vector.child(0), place)) {
            nodes.add((NodeValue) node);
        }
        var edges = new ArrayList<EdgeValue>();
        for (var edge : elements(vector.child(1), place)) {
            edges.add((EdgeValue) edge);
        }
        return new PathValue(nodes, edges);
    }

    private List<@Nullable Object> elements(ArrowVector lists, long place) {
        return list(lists.child(0), lists.start(place), lists.start(place + 1));
    }

    /** Only the bytes of the integer that holds the precision are set. */
    private static BigDecimal decimal(ArrowVector vector, long row) {
        int precision = vector.field().width();
        int size = precision <= 4 ? 2 : precision <= 9 ? 4 : precision <= 18 ? 8 : WIDE_BYTES;
        var unscaled = integer(vector.bytes(row, WIDE_BYTES, size));
        return new BigDecimal(unscaled, vector.field().scale());
    }

    private static BigInteger integer(byte[] littleEndian) {
        var bytes = new byte[littleEndian.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = littleEndian[bytes.length - 1 - i];
        }
        return new BigInteger(bytes);
    }

    private static BigInteger unsigned(long value) {
        var low = BigInteger.valueOf(value & Long.MAX_VALUE);
        return value < 0 ? low.setBit(Long.SIZE - 1) : low;
    }

    private static UUID uuid(byte[] bigEndian) {
        var bytes = ByteBuffer.wrap(bigEndian);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private byte[] heavy(byte[] bytes) {
        add(bytes.length);
        return bytes;
    }

    private void add(long bytes) {
        weight += bytes;
        if (weight > weightMax) {
            throw new TooHeavy();
        }
    }
}
