package dev.hedgerow.tables.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Query and Scan, of the table and of its index. */
final class ListRequests {
    private final Draw draw;
    private final SplittableRandom random;
    private final Model model;

    ListRequests(Draw draw) {
        this.draw = draw;
        this.random = draw.random;
        this.model = draw.model;
    }

    Request query() {
        String pk = "p" + random.nextInt(4);
        V bound = V.n(BigDecimal.valueOf(random.nextInt(-3, 4), random.nextInt(2)));
        String operator = List.of("", "=", "<", "<=", ">", ">=").get(random.nextInt(6));
        boolean backward = random.nextBoolean();
        int limit = random.nextInt(3) == 0 ? random.nextInt(1, 5) : Integer.MAX_VALUE;
        Optional<Conditions> filter =
                random.nextBoolean() ? Optional.of(Conditions.any(random, 1)) : Optional.empty();
        var paths = draw.projection();
        var text = new Text(random);
        String keys = "pk = " + text.value(V.s(pk));
        if (!operator.isEmpty()) {
            keys += " AND sk " + operator + " " + text.value(bound);
        }
        String json =
                "{\"TableName\":\"ref\",\"KeyConditionExpression\":\"%s\",\"ScanIndexForward\":%s%s%s%s%s}"
                        .formatted(
                                keys,
                                !backward,
                                limit < Integer.MAX_VALUE ? ",\"Limit\":" + limit : "",
                                filter(filter, text),
                                Draw.projection(paths, text),
                                text.members());
        return new Request(
                "Query",
                json,
                () -> {
                    try {
                        filter.ifPresent(f -> f.check("FilterExpression"));
                        Draw.check(paths);
                    } catch (Wrong wrong) {
                        return Expected.wrong(wrong.sentence());
                    }
                    List<Map<String, V>> found = new ArrayList<>();
                    for (Map<String, V> item : model.partition(pk)) {
                        int order = V.in(item, "sk").number().compareTo(bound.number());
                        if (passes(operator, order)) {
                            found.add(item);
                        }
                    }
                    return page(backward ? found.reversed() : found, limit, filter, paths);
                });
    }

    static boolean passes(String operator, int order) {
        return switch (operator) {
            case "=" -> order == 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> true;
        };
    }

    private static String filter(Optional<Conditions> filter, Text text) {
        return filter.map(f -> ",\"FilterExpression\":\"" + f.text(text) + "\"").orElse("");
    }

    static Expected page(
            List<Map<String, V>> found,
            int limit,
            Optional<Conditions> filter,
            Optional<List<List<Object>>> paths) {
        List<Map<String, V>> looked = found.subList(0, Math.min(limit, found.size()));
        List<V> items =
                looked.stream()
                        .filter(item -> filter.isEmpty() || filter.get().holds(item))
                        .map(item -> Model.projected(item, paths))
                        .toList();
        Expected expected =
                Expected.ok("Items", items, "Count", items.size(), "ScannedCount", looked.size());
        if (looked.size() == limit) {
            Map<String, V> last = looked.getLast();
            expected.members()
                    .put(
                            "LastEvaluatedKey",
                            V.map(
                                    new TreeMap<>(
                                            Map.of(
                                                    "pk",
                                                    V.in(last, "pk"),
                                                    "sk",
                                                    V.in(last, "sk")))));
        }
        return expected;
    }

    Request scan() {
        Optional<Conditions> filter =
                random.nextInt(4) > 0 ? Optional.of(Conditions.any(random, 2)) : Optional.empty();
        var text = new Text(random);
        // in which order a scan finds items is nobody's promise: it is asked for numbers
        String json =
                "{\"TableName\":\"ref\",\"Select\":\"COUNT\"%s%s}"
                        .formatted(filter(filter, text), text.members());
        return new Request(
                "Scan",
                json,
                () -> {
                    try {
                        filter.ifPresent(f -> f.check("FilterExpression"));
                    } catch (Wrong wrong) {
                        return Expected.wrong(wrong.sentence());
                    }
                    List<Map<String, V>> all = model.all();
                    long count =
                            all.stream()
                                    .filter(item -> filter.isEmpty() || filter.get().holds(item))
                                    .count();
                    return Expected.ok("Count", (int) count, "ScannedCount", all.size());
                });
    }

    /** A group of the index; among those with equal sort keys any order will do. */
    Request ofIndex() {
        V group = V.s("g" + random.nextInt(4));
        V bound = V.n(BigDecimal.valueOf(random.nextInt(-3, 4), random.nextInt(2)));
        String operator = List.of("", "=", "<", "<=", ">", ">=").get(random.nextInt(6));
        Optional<Conditions> filter =
                random.nextBoolean() ? Optional.of(Conditions.any(random, 1)) : Optional.empty();
        var text = new Text(random);
        String keys = "g = " + text.value(group);
        if (!operator.isEmpty()) {
            keys += " AND sk " + operator + " " + text.value(bound);
        }
        String json =
                "{\"TableName\":\"ref\",\"IndexName\":\"byg\",\"KeyConditionExpression\":\"%s\"%s%s}"
                        .formatted(keys, filter(filter, text), text.members());
        return new Request(
                "Query",
                json,
                () -> {
                    try {
                        filter.ifPresent(f -> f.check("FilterExpression"));
                    } catch (Wrong wrong) {
                        return Expected.wrong(wrong.sentence());
                    }
                    List<Map<String, V>> found = new ArrayList<>();
                    for (Map<String, V> item : model.all()) {
                        int order = V.in(item, "sk").number().compareTo(bound.number());
                        if (group.equals(item.get("g")) && passes(operator, order)) {
                            found.add(item);
                        }
                    }
                    return page(found, Integer.MAX_VALUE, filter, Optional.empty()).inAnyOrder();
                });
    }
}
