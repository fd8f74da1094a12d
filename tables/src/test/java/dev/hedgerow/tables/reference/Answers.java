package dev.hedgerow.tables.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.tables.Answer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
                        members.put(name, responses(list));
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
}
