package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.Model.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Batches and transactions. */
final class BatchRequests {
    private final Draw draw;
    private final SplittableRandom random;
    private final Model model;

    BatchRequests(Draw draw) {
        this.draw = draw;
        this.random = draw.random;
        this.model = draw.model;
    }

    Request batchGet() {
        var keys = new ArrayList<Map<String, V>>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            keys.add(draw.key());
        }
        boolean twice = keys.stream().distinct().count() < keys.size();
        Optional<String> spoilt = draw.spoil(keys.getFirst(), false);
        String json =
                "{\"RequestItems\":{\"ref\":{\"Keys\":[%s]}}}"
                        .formatted(String.join(",", keys.stream().map(V::json).toList()));
        boolean stillTwice = keys.stream().distinct().count() < keys.size();
        return new Request(
                "BatchGetItem",
                json,
                () -> {
                    if (twice && stillTwice) {
                        return Expected.wrong("Provided list of item keys contains duplicates");
                    }
                    if (spoilt.isPresent()) {
                        return Expected.wrong(spoilt.get());
                    }
                    return Expected.ok(
                            "Responses",
                            keys.stream()
                                    .map(key -> model.find(key))
                                    .flatMap(Optional::stream)
                                    .map(V::map)
                                    .toList());
                });
    }

    Request batchWrite() {
        var changes = new ArrayList<Change>();
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            boolean put = random.nextBoolean();
            changes.add(
                    new Change(
                            put ? "Put" : "Delete",
                            put ? draw.item() : draw.key(),
                            Optional.empty(),
                            Optional.empty()));
            parts.add(
                    "{\"%s\":{\"%s\":%s}}"
                            .formatted(
                                    put ? "PutRequest" : "DeleteRequest",
                                    put ? "Item" : "Key",
                                    V.json(changes.getLast().attributes())));
        }
        return new Request(
                "BatchWriteItem",
                "{\"RequestItems\":{\"ref\":[" + String.join(",", parts) + "]}}",
                () -> {
                    for (int i = 0; i < changes.size(); i++) {
                        Optional<String> fault = model.indexFault(changes.get(i));
                        if (fault.isPresent()) {
                            return Expected.wrong(fault.get());
                        }
                        if (twice(changes.subList(0, i + 1))) {
                            return Expected.wrong("Provided list of item keys contains duplicates");
                        }
                    }
                    changes.forEach(model::apply);
                    return Expected.ok();
                });
    }

    private static boolean twice(List<Change> changes) {
        long keys =
                changes.stream().map(change -> change.pk() + " " + change.sk()).distinct().count();
        return keys < changes.size();
    }

    Request transactGet() {
        var keys = new ArrayList<Map<String, V>>();
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            keys.add(draw.key());
            parts.add("{\"Get\":{\"TableName\":\"ref\",\"Key\":" + V.json(keys.getLast()) + "}}");
        }
        return new Request(
                "TransactGetItems",
                "{\"TransactItems\":[" + String.join(",", parts) + "]}",
                () -> {
                    if (keys.stream().distinct().count() < keys.size()) {
                        return Expected.wrong(
                                "Transaction request cannot include multiple operations on one item");
                    }
                    return Expected.ok(
                            "Responses",
                            keys.stream().map(key -> model.find(key).map(V::map)).toList());
                });
    }

    Request transactWrite() {
        var changes = new ArrayList<Change>();
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            String act =
                    List.of("Put", "Update", "Delete", "ConditionCheck").get(random.nextInt(4));
            changes.add(draw.any(act));
            parts.add(
                    "{\"%s\":{%s}}"
                            .formatted(act, Draw.members(changes.getLast(), new Text(random))));
        }
        return new Request(
                "TransactWriteItems",
                "{\"TransactItems\":[" + String.join(",", parts) + "]}",
                () -> {
                    try {
                        changes.forEach(Change::check);
                    } catch (Wrong wrong) {
                        return Expected.wrong(wrong.sentence());
                    }
                    if (twice(changes)) {
                        return Expected.wrong(
                                "Transaction request cannot include multiple operations on one item");
                    }
                    List<String> codes = model.applyAll(changes);
                    return codes.isEmpty()
                            ? Expected.ok()
                            : Expected.error(
                                    "TransactionCanceledException",
                                    "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                                            + String.join(", ", codes)
                                            + "]");
                });
    }
}
