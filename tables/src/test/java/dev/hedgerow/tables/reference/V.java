package dev.hedgerow.tables.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A value of the reference model: a type tag and plain Java beneath it.
 *
 * @param body String for S and B (base 64), BigDecimal for N without needless zeros, Boolean, a Set
 *     of values, a List of values, or a Map to values
 */
record V(String tag, Object body) {
    static V s(String text) {
        return new V("S", text);
    }

    static V n(BigDecimal number) {
        return new V("N", number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }

    static V n(long number) {
        return n(BigDecimal.valueOf(number));
    }

    static V map(Map<String, V> attributes) {
        return new V("M", attributes);
    }

    @SuppressWarnings("unchecked")
    Map<String, V> attributes() {
        return (Map<String, V>) body;
    }

    @SuppressWarnings("unchecked")
    List<V> elements() {
        return (List<V>) body;
    }

    @SuppressWarnings("unchecked")
    Set<V> members() {
        return (Set<V>) body;
    }

    boolean isSet() {
        return tag.length() == 2;
    }

    BigDecimal number() {
        return (BigDecimal) body;
    }

    /** An attribute that has to be there. */
    static V in(Map<String, V> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    /** The value as JSON. */
    String json() {
        return "{\"" + tag + "\":" + content() + "}";
    }

    private String content() {
        return switch (tag) {
            case "S", "B" -> "\"" + body + "\"";
            case "N" -> "\"" + number().toPlainString() + "\"";
            case "BOOL" -> body.toString();
            case "NULL" -> "true";
            case "L" -> joined("[", elements().stream().map(V::json).toList(), "]");
            case "M" -> json(attributes());
            default -> joined("[", members().stream().map(V::content).toList(), "]");
        };
    }

    static String json(Map<String, V> attributes) {
        var parts = new ArrayList<String>();
        attributes.forEach((name, value) -> parts.add("\"" + name + "\":" + value.json()));
        return joined("{", parts, "}");
    }

    private static String joined(String open, List<String> parts, String close) {
        return open + String.join(",", parts) + close;
    }

    /** Reads what Jackson would call a tree, made by {@link Json}. */
    static V of(Object tree) {
        var entry = ((Map<?, ?>) tree).entrySet().iterator().next();
        String tag = entry.getKey().toString();
        Object content = entry.getValue();
        return switch (tag) {
            case "S", "B" -> new V(tag, content);
            case "N" -> n(new BigDecimal((String) content));
            case "BOOL" -> new V(tag, content);
            case "NULL" -> new V(tag, true);
            case "L" ->
                    new V(tag, new ArrayList<>(((List<?>) content).stream().map(V::of).toList()));
            case "M" -> map(attributes(content));
            default -> {
                Set<V> members = new LinkedHashSet<>();
                for (Object member : (List<?>) content) {
                    members.add(
                            tag.equals("NS")
                                    ? n(new BigDecimal((String) member))
                                    : new V(tag.substring(0, 1), member));
                }
                yield new V(tag, members);
            }
        };
    }

    static Map<String, V> attributes(Object tree) {
        var attributes = new LinkedHashMap<String, V>();
        ((Map<?, ?>) tree).forEach((name, value) -> attributes.put(name.toString(), of(value)));
        return attributes;
    }

    /** A value drawn by chance, from few, so that equal ones meet. */
    static V any(SplittableRandom random, int levels) {
        return switch (random.nextInt(levels > 0 ? 12 : 8)) {
            case 0, 1 -> s(List.of("", "a", "ab", "b", "S", "N").get(random.nextInt(6)));
            case 2, 3 -> n(BigDecimal.valueOf(random.nextInt(-3, 6), random.nextInt(0, 2)));
            case 4 -> new V("B", Base64.getEncoder().encodeToString(new byte[random.nextInt(3)]));
            case 5 -> new V("BOOL", random.nextBoolean());
            case 6 -> new V("NULL", true);
            case 7 -> set(random);
            case 8, 9 -> {
                List<V> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(any(random, levels - 1));
                }
                yield new V("L", elements);
            }
            default -> {
                Map<String, V> attributes = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    attributes.put(name(random), any(random, levels - 1));
                }
                yield map(attributes);
            }
        };
    }

    private static V set(SplittableRandom random) {
        boolean numbers = random.nextBoolean();
        Set<V> members = new LinkedHashSet<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            members.add(numbers ? n(random.nextInt(4)) : s("m" + random.nextInt(4)));
        }
        return new V(numbers ? "NS" : "SS", members);
    }

    static String name(SplittableRandom random) {
        return List.of("a", "b", "c", "d").get(random.nextInt(4));
    }
}
