package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Blob;
import dev.hedgerow.graph.Json;
import dev.hedgerow.graph.Vector;
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

/** Values as JSON trees. */
public final class PlainJson {
    private static final BigInteger SAFE_MAX = BigInteger.ONE.shiftLeft(53);

    private PlainJson() {}

    /** See {@link dev.hedgerow.graph.Values#toJson}. */
    public static @Nullable Object of(@Nullable Object value, boolean safe) {
        return switch (value) {
            case null -> null;
            case String _, Boolean _, Integer _, Double _, Float _ -> value;
            case Long number -> whole(number, BigInteger.valueOf(number), safe);
            case BigInteger number -> whole(number, number, safe);
            case BigDecimal decimal -> decimal.toPlainString();
            case LocalDate date -> date.toString();
            case Instant instant -> instant.toString();
            case UUID uuid -> uuid.toString();
            case Json(String text) -> JsonText.parse(text).orElseThrow().root();
            case Blob(byte[] bytes) -> Base64.getEncoder().encodeToString(bytes);
            case Vector(float[] components) -> components(components);
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>(list.size());
                list.forEach(element -> plain.add(of(element, safe)));
                yield plain;
            }
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, member) -> plain.put(String.valueOf(name), of(member, safe)));
                yield plain;
            }
            default -> throw new IllegalArgumentException("no value: " + value.getClass());
        };
    }

    private static Object whole(Object number, BigInteger exact, boolean safe) {
        return safe && exact.abs().compareTo(SAFE_MAX) > 0 ? number.toString() : number;
    }

    private static List<Float> components(float[] components) {
        var list = new ArrayList<Float>(components.length);
        for (float component : components) {
            list.add(component);
        }
        return list;
    }

    /** The value as canonical JSON text. */
    public static String text(@Nullable Object value) {
        return JsonText.canonical(of(value, false)).orElseThrow();
    }
}
