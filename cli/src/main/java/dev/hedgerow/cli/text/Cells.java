package dev.hedgerow.cli.text;

import dev.hedgerow.client.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON values of results as text in a table. */
public final class Cells {
    private Cells() {}

    /** A value; nodes, edges and paths in Cypher's own arrows. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> list -> joined(list);
            case Map<?, ?> map -> map(map);
            default -> value.toString();
        };
    }

    /** Whether the column's values are numbers, by the engine's name of its type. */
    public static boolean isNumber(String type) {
        return type.matches("(?i)u?int.*|float|double|serial|decimal.*");
    }

    private static String joined(List<?> list) {
        return "[" + String.join(", ", list.stream().map(Cells::text).toList()) + "]";
    }

    private static String map(Map<?, ?> map) {
        if (map.get("nodes") instanceof List<?> nodes
                && map.get("edges") instanceof List<?> edges) {
            return path(nodes, edges);
        }
        if (map.containsKey("type") && map.containsKey("from") && map.containsKey("to")) {
            return "%s -[%s]-> %s"
                    .formatted(text(map.get("from")), text(map.get("type")), text(map.get("to")));
        }
        if (map.containsKey("type") && map.containsKey("properties")) {
            return "(%s %s)".formatted(text(map.get("type")), label(map));
        }
        List<String> fields = new ArrayList<>();
        map.forEach((name, value) -> fields.add(name + ": " + text(value)));
        return "{" + String.join(", ", fields) + "}";
    }

    private static String path(List<?> nodes, List<?> edges) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            path.append(i == 0 ? "" : edges.size() >= i ? " → " : " ");
            path.append(nodes.get(i) instanceof Map<?, ?> node ? label(node) : text(nodes.get(i)));
        }
        return path.toString();
    }

    private static String label(Map<?, ?> node) {
        Object key = node.get("key");
        return text(key == null ? node.get("id") : key);
    }

    /** {@code 3,376 Airport, 5,366 Route}; says what was done unless all were inserted. */
    public static String counts(Map<String, Counts> counts) {
        boolean inserts =
                counts.values().stream().allMatch(c -> c.updated() == 0 && c.deleted() == 0);
        List<String> parts = new ArrayList<>();
        counts.forEach((type, c) -> {
            add(parts, c.inserted(), type, inserts ? "" : " inserted");
            add(parts, c.updated(), type, " updated");
            add(parts, c.deleted(), type, " deleted");
        });
        return parts.isEmpty() ? "nothing changed" : String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String type, String what) {
        if (number > 0) {
            parts.add(Words.count(number) + " " + type + what);
        }
    }

    /** {@code 3,376 Airport, 5,366 Route}. */
    public static String totals(Map<String, Long> totals) {
        List<String> parts = new ArrayList<>();
        totals.forEach((type, number) -> parts.add(Words.count(number) + " " + type));
        return String.join(", ", parts);
    }
}
