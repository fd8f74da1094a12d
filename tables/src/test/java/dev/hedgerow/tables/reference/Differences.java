package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** In what the answers of a peer differ from ours, by kind. */
final class Differences {
    private final Map<String, Kind> kinds = new TreeMap<>();
    private int compared;
    private int same;

    /** How often a kind was seen, and the first request that showed it. */
    private static final class Kind {
        private final String example;
        private final Map<String, Integer> operations = new TreeMap<>();
        private int count;

        Kind(String example) {
            this.example = example;
        }
    }

    /** An answer: members when it is a good one, type and sentence otherwise. */
    private record Told(String type, String sentence, Map<String, Object> members) {
        boolean isGood() {
            return type.isEmpty();
        }

        String refusal() {
            return type + ": " + general(sentence);
        }
    }

    private static Told told(Answer answer, boolean ordered) {
        Map<String, Object> tree = Json.object(answer.body());
        if (answer.status() == 200) {
            return new Told("", "", members(tree, ordered));
        }
        String type = String.valueOf(tree.get("__type"));
        Object sentence = tree.getOrDefault("message", tree.getOrDefault("Message", ""));
        return new Told(type.substring(type.indexOf('#') + 1), String.valueOf(sentence), Map.of());
    }

    /** Takes one answer of the peer and ours, to the same request. */
    boolean compare(Request request, boolean ordered, Answer ours, Optional<Answer> theirs) {
        compared++;
        Optional<String> kind =
                theirs.map(answer -> kind(told(ours, ordered), told(answer, ordered)))
                        .orElse(Optional.of("hangs, or closes the connection"));
        kind.ifPresentOrElse(
                text -> note(request.operation(), text, request, ours, theirs), () -> same++);
        return kind.isPresent();
    }

    private void note(
            String operation, String kind, Request request, Answer ours, Optional<Answer> theirs) {
        String example =
                "%s\n    ours:   %s\n    theirs: %s"
                        .formatted(
                                request.json(),
                                Answers.text(ours),
                                theirs.map(Answers::text).orElse("-"));
        note(kind, operation, example);
    }

    /** The peer answered as we did, and did something else. */
    void didOtherwise(Request request, Map<String, V> ours, Map<String, V> theirs) {
        var keys = new TreeSet<String>(ours.keySet());
        keys.addAll(theirs.keySet());
        keys.removeIf(key -> Objects.equals(ours.get(key), theirs.get(key)));
        String key = keys.first();
        note(
                "has another effect",
                request.operation(),
                "%s\n    ours:   %s\n    theirs: %s"
                        .formatted(request.json(), ours.get(key), theirs.get(key)));
    }

    private void note(String kind, String operation, String example) {
        Kind seen = kinds.computeIfAbsent(kind, _ -> new Kind(example));
        seen.count++;
        seen.operations.merge(operation, 1, Integer::sum);
    }

    private static Optional<String> kind(Told ours, Told theirs) {
        if (ours.isGood() && theirs.isGood()) {
            var names = new TreeSet<String>(ours.members().keySet());
            names.addAll(theirs.members().keySet());
            names.removeIf(
                    name -> Objects.equals(ours.members().get(name), theirs.members().get(name)));
            return names.isEmpty() ? Optional.empty() : Optional.of("answers another " + names);
        }
        if (theirs.isGood()) {
            return Optional.of("takes what is refused here with " + ours.refusal());
        }
        if (ours.isGood()) {
            return Optional.of("refuses what is taken here: " + theirs.refusal());
        }
        if (!ours.type().equals(theirs.type())) {
            return Optional.of("says " + theirs.refusal() + " INSTEAD OF " + ours.refusal());
        }
        if (ours.sentence().equals(theirs.sentence())) {
            return Optional.empty();
        }
        return ours.refusal().equals(theirs.refusal())
                ? Optional.of("words a little otherwise " + ours.refusal())
                : Optional.of(
                        "words " + general(theirs.sentence()) + " INSTEAD OF " + ours.refusal());
    }

    /** A sentence without what depends on the request. */
    private static String general(String sentence) {
        return sentence.replaceAll("\\s+", " ")
                .replaceFirst("^1 validation error detected: ", "")
                .replaceAll("[:#][a-z]\\w*", "@")
                .replaceAll("(?<=function: |attribute: |operator: |operand type: )[^,;]+", "*")
                .replaceAll("\\b[a-d]\\b", "x")
                .replaceAll("\\{.*\\}", "{*}")
                .replaceAll("'[^']*'", "'*'")
                .replaceAll("(?<=path (one|two): )\\[.*?\\](?=,|$)", "[*]")
                .replaceAll("\\[[^\\[\\]]*\\]", "[*]")
                .replaceAll("(Condition|Filter|Update|Projection)Expression", "*Expression")
                .replaceAll("\\b-?[0-9][0-9.]*\\b", "0");
    }

    private static Map<String, Object> members(Map<String, Object> tree, boolean ordered) {
        var members = new TreeMap<String, Object>();
        tree.forEach((name, value) -> {
            if (!isEmpty(value)) {
                members.put(name, value(name, value, ordered));
            }
        });
        members.keySet().removeAll(List.of("ConsumedCapacity", "ItemCollectionMetrics"));
        return members;
    }

    private static boolean isEmpty(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty();
    }

    private static Object value(String name, Object value, boolean ordered) {
        return switch (name) {
            case "Item", "Attributes", "LastEvaluatedKey" -> V.map(V.attributes(value));
            case "Items" -> items((List<?>) value, ordered);
            case "Count", "ScannedCount" -> ((BigDecimal) value).intValue();
            case "Responses" -> {
                if (value instanceof Map<?, ?> tables) {
                    Object list = Objects.requireNonNullElse(tables.get("ref"), List.of());
                    yield items((List<?>) list, false);
                }
                yield ((List<?>) value).stream().map(Differences::response).toList();
            }
            default -> value;
        };
    }

    private static Object response(Object tree) {
        Object item = ((Map<?, ?>) tree).get("Item");
        return item == null ? "-" : V.map(V.attributes(item));
    }

    private static List<V> items(List<?> trees, boolean ordered) {
        var items = new ArrayList<V>();
        for (Object tree : trees) {
            items.add(V.map(V.attributes(tree)));
        }
        if (!ordered) {
            items.sort(Comparator.comparing(Differences::canonical));
        }
        return items;
    }

    /** A text that is the same for equal values. */
    private static String canonical(V value) {
        return switch (value.tag()) {
            case "M" -> {
                var parts = new TreeMap<String, String>();
                value.attributes().forEach((name, each) -> parts.put(name, canonical(each)));
                yield parts.toString();
            }
            case "L" -> value.elements().stream().map(Differences::canonical).toList().toString();
            case "SS", "NS", "BS" ->
                    value.members().stream().map(V::json).sorted().toList().toString();
            default -> value.json();
        };
    }

    /** All kinds, most frequent first. */
    String report(String name) {
        var lines = new StringBuilder();
        lines.append(
                "%s: %d of %d answers the same, %d kinds of others%n"
                        .formatted(name, same, compared, kinds.size()));
        kinds.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Kind> e) -> -e.getValue().count))
                .forEach(e ->
                        lines.append(
                                "%n%6d  %s  %s%n    %s%n"
                                        .formatted(
                                                e.getValue().count,
                                                e.getKey(),
                                                e.getValue().operations,
                                                e.getValue().example)));
        return lines.toString();
    }
}
