package dev.hedgerow.tables.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.tables.Answer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares answers with what the model expects. */
final class Answers {
    private Answers() {}

    /**
     * Fails unless the answer is what is expected.
     *
     * @param about where to look when it is not
     */
    static void compare(String about, Expected expected, Answer answer) {
        Map<String, Object> tree = Json.object(answer.body());
        if (expected.type().isEmpty()) {
            assertThat(answer.status()).as(about).isEqualTo(200);
            assertThat(normal(tree, expected.ordered()))
                    .as(about)
                    .isEqualTo(
                            expected.ordered() ? expected.members() : sorted(expected.members()));
        } else {
            assertThat(answer.status()).as(about + "\nexpected: " + expected).isEqualTo(400);
            assertThat(String.valueOf(tree.get("__type")))
                    .as(about)
                    .endsWith("#" + expected.type());
            Object message = tree.getOrDefault("message", tree.get("Message"));
            assertThat(expected.sentences()).as(about).contains(String.valueOf(message));
        }
    }

    static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> sorted(Map<String, Object> members) {
        var sorted = new TreeMap<>(members);
        sorted.computeIfPresent("Items", (_, items) -> sorted((List<?>) items));
        return sorted;
    }

    /** By pk and sk, which tell items apart. */
    private static List<V> sorted(List<?> items) {
        return items.stream()
                .map(V.class::cast)
                .sorted(
                        Comparator.comparing(
                                        (V item) -> V.in(item.attributes(), "pk").body().toString())
                                .thenComparing(item -> V.in(item.attributes(), "sk").number()))
                .toList();
    }

    /** The members of an answer with values of the model, and without what is empty. */
    private static Map<String, Object> normal(Map<String, Object> tree, boolean ordered) {
        var members = new TreeMap<String, Object>();
        tree.forEach((name, value) -> {
            switch (name) {
                case "Item", "Attributes", "LastEvaluatedKey" ->
                        members.put(name, V.map(V.attributes(value)));
                case "Items" -> members.put(name, items((List<?>) value));
                case "Count", "ScannedCount" ->
                        members.put(name, ((BigDecimal) value).intValueExact());
                case "Responses" -> {
                    if (value instanceof List<?> list) {
                        members.put(name, isTold(list) ? told(list) : responses(list));
                    } else {
                        members.put(name, items(list(((Map<?, ?>) value).get("ref"))));
                    }
                }
                default -> assertThat((Map<?, ?>) value).isEmpty();
            }
        });
        return ordered ? members : sorted(members);
    }

    private static List<?> list(@Nullable Object tree) {
        return (List<?>) Objects.requireNonNull(tree);
    }

    private static List<V> items(List<?> trees) {
        return trees.stream().map(tree -> V.map(V.attributes(tree))).toList();
    }

    private static List<Optional<V>> responses(List<?> trees) {
        return trees.stream()
                .map(tree -> Optional.ofNullable(((Map<?, ?>) tree).get("Item")))
                .map(item -> item.map(tree -> V.map(V.attributes(tree))))
                .toList();
    }

    /** Whether these are answers to statements of a batch, which name their table or an error. */
    private static boolean isTold(List<?> trees) {
        return trees.stream()
                .map(Map.class::cast)
                .anyMatch(tree -> tree.containsKey("TableName") || tree.containsKey("Error"));
    }

    private static List<StatementGroups.Told> told(List<?> trees) {
        var told = new ArrayList<StatementGroups.Told>();
        for (Object each : trees) {
            var tree = (Map<?, ?>) each;
            Object table = tree.get("TableName");
            told.add(
                    new StatementGroups.Told(
                            table == null ? "" : table.toString(),
                            Optional.ofNullable(tree.get("Item"))
                                    .map(item -> V.map(V.attributes(item))),
                            Optional.ofNullable((Map<?, ?>) tree.get("Error"))
                                    .map(error ->
                                            StatementGroups.error(
                                                    Objects.requireNonNull(error.get("Code")),
                                                    Objects.requireNonNull(
                                                            error.get("Message"))))));
        }
        return told;
    }
}
