package dev.hedgerow.engine.ladybug;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The type of a parameter, wide enough for all values that share it. */
sealed interface ParameterType {
    /** The tags of {@code parameters.h}. */
    enum Tag {
        ANY(0),
        BOOL(1),
        INT64(2),
        INT128(3),
        DOUBLE(4),
        DECIMAL(5),
        STRING(6),
        BLOB(7),
        DATE(8),
        TIMESTAMP(9),
        INTERVAL(10),
        UUID(11),
        LIST(12),
        STRUCT(13);

        private final byte code;

        Tag(int code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }
    }

    ParameterType ANY = new Plain(Tag.ANY);

    Tag tag();

    record Plain(Tag tag) implements ParameterType {}

    /** A decimal with digits before and after the point. */
    record Decimal(int precision, int scale) implements ParameterType {
        static final int DIGITS_MAX = 38;

        @Override
        public Tag tag() {
            return Tag.DECIMAL;
        }
    }

    record ListOf(ParameterType element) implements ParameterType {
        @Override
        public Tag tag() {
            return Tag.LIST;
        }
    }

    record Struct(Map<String, ParameterType> fields) implements ParameterType {
        public Struct {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public Tag tag() {
            return Tag.STRUCT;
        }
    }

    /** The type that holds the values of both, unless there is none. */
    static Optional<ParameterType> merge(ParameterType a, ParameterType b) {
        if (a.equals(b) || b.tag() == Tag.ANY) {
            return Optional.of(a);
        }
        if (a.tag() == Tag.ANY) {
            return Optional.of(b);
        }
        if (a instanceof ListOf(var x) && b instanceof ListOf(var y)) {
            return merge(x, y).map(ListOf::new);
        }
        if (a instanceof Struct(var x) && b instanceof Struct(var y)) {
            return mergeFields(x, y);
        }
        return mergeNumbers(a, b);
    }

    private static Optional<ParameterType> mergeFields(
            Map<String, ParameterType> x, Map<String, ParameterType> y) {
        var fields = new LinkedHashMap<>(x);
        for (var entry : y.entrySet()) {
            var known = fields.getOrDefault(entry.getKey(), ANY);
            var merged = merge(known, entry.getValue());
            if (merged.isEmpty()) {
                return Optional.empty();
            }
            fields.put(entry.getKey(), merged.get());
        }
        return Optional.of(new Struct(fields));
    }

    private static Optional<ParameterType> mergeNumbers(ParameterType a, ParameterType b) {
        if (!isNumber(a) || !isNumber(b)) {
            return Optional.empty();
        }
        if (a.tag() == Tag.DOUBLE || b.tag() == Tag.DOUBLE) {
            return Optional.of(new Plain(Tag.DOUBLE));
        }
        if (a.tag() != Tag.DECIMAL && b.tag() != Tag.DECIMAL) {
            return Optional.of(new Plain(Tag.INT128));
        }
        var x = decimal(a);
        var y = decimal(b);
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return whole + scale > Decimal.DIGITS_MAX
                ? Optional.of(new Plain(Tag.DOUBLE))
                : Optional.of(new Decimal(whole + scale, scale));
    }

    private static boolean isNumber(ParameterType type) {
        return switch (type.tag()) {
            case INT64, INT128, DOUBLE, DECIMAL -> true;
            case ANY, BOOL, STRING, BLOB, DATE, TIMESTAMP, INTERVAL, UUID, LIST, STRUCT -> false;
        };
    }

    private static Decimal decimal(ParameterType type) {
        if (type instanceof Decimal decimal) {
            return decimal;
        }
        return new Decimal(type.tag() == Tag.INT64 ? 19 : Decimal.DIGITS_MAX, 0);
    }
}
