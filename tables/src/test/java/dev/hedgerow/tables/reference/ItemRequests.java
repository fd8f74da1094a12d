package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.Model.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** PutItem, UpdateItem, DeleteItem and GetItem. */
final class ItemRequests {
    static final String ENVELOPE = "1 validation error detected: ";
    private static final List<String> UPDATE_FAULTS =
            List.of(
                    "The document path provided in the update expression is invalid for update",
                    "An operand in the update expression has an incorrect data type");

    private final Draw draw;
    private final SplittableRandom random;
    private final Model model;

    ItemRequests(Draw draw) {
        this.draw = draw;
        this.random = draw.random;
        this.model = draw.model;
    }

    Request change(String act, String operation, String member) {
        Change change = draw.any(act);
        Optional<String> spoilt = draw.spoil(change.attributes(), member.equals("Item"));
        var text = new Text(random);
        boolean unused = change.condition().isPresent() && random.nextInt(40) == 0;
        String returned =
                act.equals("Update")
                        ? List.of("NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW")
                                .get(random.nextInt(5))
                        : List.of("NONE", "ALL_OLD").get(random.nextInt(2));
        if (unused) {
            text.values.put(":unused", V.n(1));
        }
        String json = "{" + Draw.members(change, text) + ",\"ReturnValues\":\"" + returned + "\"}";
        return new Request(operation, json, () -> changed(change, returned, spoilt, unused));
    }

    private Expected changed(
            Change change, String returned, Optional<String> spoilt, boolean unused) {
        try {
            change.check();
        } catch (Wrong wrong) {
            return Expected.wrong(ENVELOPE + wrong.sentence());
        }
        if (unused) {
            return Expected.wrong(
                    ENVELOPE
                            + "Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}");
        }
        if (spoilt.isPresent()) {
            return Expected.wrong(spoilt.get());
        }
        Map<String, V> before = model.find(change.pk(), change.sk()).orElse(Map.of());
        Map<String, V> after;
        try {
            after = model.apply(change);
        } catch (Model.Failed _) {
            return Expected.error(
                    "ConditionalCheckFailedException", "The conditional request failed");
        } catch (Wrong wrong) {
            // which of two faulty actions is told is nobody's promise
            return UPDATE_FAULTS.contains(wrong.sentence())
                    ? Expected.wrong(UPDATE_FAULTS.get(0), UPDATE_FAULTS.get(1))
                    : Expected.wrong(wrong.sentence());
        }
        var places = change.update().map(u -> u.acts().stream().map(Updates.Act::path).toList());
        Map<String, V> shown =
                switch (returned) {
                    case "ALL_OLD" -> before;
                    case "ALL_NEW" -> after;
                    case "UPDATED_OLD" -> Model.projected(before, places).attributes();
                    case "UPDATED_NEW" -> Model.projected(after, places).attributes();
                    default -> Map.of();
                };
        return shown.isEmpty() ? Expected.ok() : Expected.ok("Attributes", V.map(shown));
    }

    Request get() {
        Map<String, V> key = draw.key();
        Optional<String> spoilt = draw.spoil(key, false);
        var paths = draw.projection();
        var text = new Text(random);
        String json =
                "{\"TableName\":\"ref\",\"Key\":%s%s%s}"
                        .formatted(V.json(key), Draw.projection(paths, text), text.members());
        return new Request(
                "GetItem",
                json,
                () -> {
                    try {
                        Draw.check(paths);
                    } catch (Wrong wrong) {
                        return Expected.wrong(wrong.sentence());
                    }
                    return spoilt.map(Expected::wrong)
                            .orElseGet(() ->
                                    model.find(key)
                                            .map(item ->
                                                    Expected.ok(
                                                            "Item", Model.projected(item, paths)))
                                            .orElse(Expected.ok()));
                });
    }
}
