package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.Model.Change;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What requests are drawn from: keys, items, changes and projections, a few of each. */
final class Draw {
    final SplittableRandom random;
    final Model model;

    Draw(SplittableRandom random, Model model) {
        this.random = random;
        this.model = model;
    }

    Map<String, V> key() {
        var key = new LinkedHashMap<String, V>();
        key.put("pk", V.s("p" + random.nextInt(4)));
        key.put("sk", V.n(BigDecimal.valueOf(random.nextInt(-3, 4), random.nextInt(2))));
        return key;
    }

    Map<String, V> item() {
        Map<String, V> item = key();
        for (int i = random.nextInt(5); i > 0; i--) {
            item.put(V.name(random), V.any(random, 3));
        }
        if (random.nextInt(3) > 0) {
            // now and then of a type that the index does not take
            item.put("g", random.nextInt(20) == 0 ? V.n(1) : V.s("g" + random.nextInt(3)));
        }
        return item;
    }

    /** Now and then a key that is none: with the sentence that says so. */
    Optional<String> spoil(Map<String, V> attributes, boolean item) {
        if (random.nextInt(25) != 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (random.nextInt(3)) {
                    case 0 -> {
                        attributes.remove("sk");
                        yield item
                                ? "One or more parameter values were invalid: Missing the key sk in the item"
                                : "The provided key element does not match the schema";
                    }
                    case 1 -> {
                        attributes.put("pk", V.n(1));
                        yield item
                                ? "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N"
                                : "The provided key element does not match the schema";
                    }
                    default -> {
                        attributes.put("pk", V.s(""));
                        yield "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk";
                    }
                });
    }

    Change any(String act) {
        Map<String, V> attributes = act.equals("Put") ? item() : key();
        Optional<Conditions> condition =
                random.nextInt(3) == 0 || act.equals("ConditionCheck")
                        ? Optional.of(Conditions.any(random, 2))
                        : Optional.empty();
        Optional<Updates> update =
                act.equals("Update")
                        ? Optional.of(Updates.any(random).written())
                        : Optional.empty();
        return new Change(act, attributes, condition, update);
    }

    /** The members of a change, without braces. */
    static String members(Change change, Text text) {
        String update =
                change.update()
                        .map(u -> ",\"UpdateExpression\":\"" + u.text(text) + "\"")
                        .orElse("");
        String condition =
                change.condition()
                        .map(c -> ",\"ConditionExpression\":\"" + c.text(text) + "\"")
                        .orElse("");
        return "\"TableName\":\"ref\",\"%s\":%s%s%s%s"
                .formatted(
                        change.act().equals("Put") ? "Item" : "Key",
                        V.json(change.attributes()),
                        update,
                        condition,
                        text.members());
    }

    Optional<List<List<Object>>> projection() {
        if (random.nextInt(3) != 0) {
            return Optional.empty();
        }
        var paths = new ArrayList<List<Object>>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            paths.add(Places.any(random));
        }
        return Optional.of(paths);
    }

    static String projection(Optional<List<List<Object>>> paths, Text text) {
        return paths.map(all ->
                        ",\"ProjectionExpression\":\""
                                + String.join(", ", all.stream().map(text::path).toList())
                                + "\"")
                .orElse("");
    }

    static void check(Optional<List<List<Object>>> paths) {
        paths.ifPresent(all -> Places.checkApart("ProjectionExpression", all));
    }
}
