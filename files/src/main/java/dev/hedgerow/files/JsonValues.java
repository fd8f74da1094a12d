package dev.hedgerow.files;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Typed values as JSON writes them: a decimal, date ({@code 2026-01-31}), time (RFC 3339 with Z)
 * and UUID as a string, bytes as base64, everything else as itself.
 */
public final class JsonValues {
    private static final long SAFE = 1L << 53;
    private static final BigInteger BIG_SAFE = BigInteger.valueOf(SAFE);

    private JsonValues() {}

    /** How integers are written that a reader with doubles would round. */
    public enum Numbers {
        /** As numbers. */
        AS_NUMBERS,
        /** As strings when beyond 2^53. */
        SAFE
    }

    /**
     * A value of nothing but {@link String}, {@link Boolean}, {@link Number}, {@link List} and
     * {@link Map}, or null.
     *
     * @throws IllegalArgumentException for a value of another kind and for a number that is not
     *     finite, which JSON cannot write
     */
    public static @Nullable Object plain(@Nullable Object value, Numbers numbers) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean bool -> bool;
            case Integer number -> number;
            case Long number ->
                    numbers == Numbers.SAFE && (number > SAFE || number < -SAFE)
                            ? number.toString()
                            : number;
            case BigInteger number ->
                    numbers == Numbers.SAFE && number.abs().compareTo(BIG_SAFE) > 0
                            ? number.toString()
                            : number;
            case Double number -> finite(number, number);
            case Float number -> finite(number, number.doubleValue());
            case BigDecimal decimal -> decimal.toPlainString();
            case LocalDate date -> date.toString();
            case Instant instant -> instant.toString();
            case UUID uuid -> uuid.toString();
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case List<?> list -> list(list, numbers);
            case Map<?, ?> map -> map(map, numbers);
            case Object other ->
                    throw new IllegalArgumentException("No JSON for " + other.getClass());
        };
    }

    private static Number finite(Number number, double asDouble) {
        if (!Double.isFinite(asDouble)) {
            throw new IllegalArgumentException("JSON cannot write " + number);
        }
        return number;
    }

    private static List<@Nullable Object> list(List<?> list, Numbers numbers) {
        List<@Nullable Object> plain = new ArrayList<>(list.size());
        for (var element : list) {
            plain.add(plain(element, numbers));
        }
        return plain;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> map, Numbers numbers) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> plain.put(String.valueOf(name), plain(value, numbers)));
        return plain;
    }
}
