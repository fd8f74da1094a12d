package dev.hedgerow.tables.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Stores;
import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.Fence;
import dev.hedgerow.tables.Tables;
import dev.hedgerow.tables.reference.Model.Change;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests drawn by chance, valid and invalid, answered by the product and by a model that was
 * written from the documentation and shares no code with it: results, error types and sentences
 * have to be the same. {@code -Dseed=N} plays one seed, {@code -Drequests=N} that many requests.
 */
@Timeout(600)
final class ReferenceTest {
    private static final String ENVELOPE = "1 validation error detected: ";
    private static final List<String> UPDATE_FAULTS =
            List.of(
                    "The document path provided in the update expression is invalid for update",
                    "An operand in the update expression has an incorrect data type");

    private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Model model = new Model();
    private final Map<String, Integer> seen = new TreeMap<>();

    /** What the model expects: an error, or the members of a good answer. */
    private record Expected(String type, List<String> sentences, Map<String, Object> members) {
        static Expected wrong(String... sentences) {
            return new Expected("ValidationException", List.of(sentences), Map.of());
        }

        static Expected ok(Object... namesAndValues) {
            var members = new TreeMap<String, Object>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                members.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
            }
            return new Expected("", List.of(), members);
        }
    }

    /** A request, and what the model makes of it once it is sent. */
    private record Request(
            String operation, String json, java.util.function.Supplier<Expected> run) {}

    @Test
    void theProductAnswersLikeTheModel() {
        World world = World.system();
        try (var store = Stores.open(new MemoryDisk(world.clock()), world)) {
            var operations = new Operations(store, world);
            var tables = new Tables(store, operations, Fence.NONE, world);
            var runner =
                    new OperationsRunner(operations, tables.operationTypes(), 1, Failpoints.none());
            runner.start(new Ids(world).instance(), 1);
            create(tables, world);
            assertThat(runner.stop(Duration.ofSeconds(10))).isTrue();
            int requests = Integer.getInteger("requests", 25_000);
            for (int i = 0; i < requests; i++) {
                Request request = any();
                Expected expected = request.run.get();
                Answer answer =
                        tables.answer(
                                request.operation, request.json.getBytes(StandardCharsets.UTF_8));
                compare(request, expected, answer, i);
            }
        }
        assertThat(seen.keySet()).as("seed %d: %s", seed, seen).hasSize(20);
    }

    private static void create(Tables tables, World world) {
        String create =
                "{'TableName':'ref','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'N'}],'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}]}";
        tables.answer("CreateTable", create.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        byte[] scan = "{\"TableName\":\"ref\"}".getBytes(StandardCharsets.UTF_8);
        while (tables.answer("Scan", scan).status() != 200) {
            world.clock().sleep(Duration.ofMillis(5));
        }
    }

    private void compare(Request request, Expected expected, Answer answer, int number) {
        String about =
                "seed %d, request %d: %s %s\nanswer: %s"
                        .formatted(
                                seed,
                                number,
                                request.operation,
                                request.json,
                                new String(answer.body(), StandardCharsets.UTF_8));
        Map<String, Object> tree = Json.object(answer.body());
        boolean good = expected.type.isEmpty();
        seen.merge(request.operation + (good ? "" : " refused"), 1, Integer::sum);
        if (good) {
            assertThat(answer.status()).as(about).isEqualTo(200);
            assertThat(normal(tree)).as(about).isEqualTo(expected.members);
        } else {
            assertThat(answer.status()).as(about + "\nexpected: " + expected).isEqualTo(400);
            assertThat(String.valueOf(tree.get("__type"))).as(about).endsWith("#" + expected.type);
            Object message = tree.getOrDefault("message", tree.get("Message"));
            assertThat(expected.sentences).as(about).contains(String.valueOf(message));
        }
    }

    /** The members of an answer with values of the model, and without what is empty. */
    private static Map<String, Object> normal(Map<String, Object> tree) {
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
        return members;
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

    private Request any() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> change("Put", "PutItem", "Item");
            case 2, 3, 4 -> change("Update", "UpdateItem", "Key");
            case 5 -> change("Delete", "DeleteItem", "Key");
            case 6 -> get();
            case 7 -> random.nextBoolean() ? query() : scan();
            case 8 -> random.nextBoolean() ? batchGet() : batchWrite();
            default -> random.nextBoolean() ? transactGet() : transactWrite();
        };
    }

    private Map<String, V> key() {
        var key = new LinkedHashMap<String, V>();
        key.put("pk", V.s("p" + random.nextInt(4)));
        key.put("sk", V.n(BigDecimal.valueOf(random.nextInt(-3, 4), random.nextInt(2))));
        return key;
    }

    private Map<String, V> item() {
        Map<String, V> item = key();
        for (int i = random.nextInt(5); i > 0; i--) {
            item.put(V.name(random), V.any(random, 3));
        }
        return item;
    }

    /** Now and then a key that is none: with the sentence that says so. */
    private Optional<String> spoil(Map<String, V> attributes, boolean item) {
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

    private Change any(String act) {
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
    private static String members(Change change, Text text) {
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

    private Request change(String act, String operation, String member) {
        Change change = any(act);
        Optional<String> spoilt = spoil(change.attributes(), member.equals("Item"));
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
        String json = "{" + members(change, text) + ",\"ReturnValues\":\"" + returned + "\"}";
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
            return new Expected(
                    "ConditionalCheckFailedException",
                    List.of("The conditional request failed"),
                    Map.of());
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

    private Optional<List<List<Object>>> projection() {
        if (random.nextInt(3) != 0) {
            return Optional.empty();
        }
        var paths = new ArrayList<List<Object>>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            paths.add(Places.any(random));
        }
        return Optional.of(paths);
    }

    private static String projection(Optional<List<List<Object>>> paths, Text text) {
        return paths.map(all ->
                        ",\"ProjectionExpression\":\""
                                + String.join(", ", all.stream().map(text::path).toList())
                                + "\"")
                .orElse("");
    }

    private static void check(Optional<List<List<Object>>> paths) {
        paths.ifPresent(all -> Places.checkApart("ProjectionExpression", all));
    }

    private Request get() {
        Map<String, V> key = key();
        Optional<String> spoilt = spoil(key, false);
        var paths = projection();
        var text = new Text(random);
        String json =
                "{\"TableName\":\"ref\",\"Key\":%s%s%s}"
                        .formatted(V.json(key), projection(paths, text), text.members());
        return new Request(
                "GetItem",
                json,
                () -> {
                    try {
                        check(paths);
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

    private Request query() {
        String pk = "p" + random.nextInt(4);
        V bound = V.n(BigDecimal.valueOf(random.nextInt(-3, 4), random.nextInt(2)));
        String operator = List.of("", "=", "<", "<=", ">", ">=").get(random.nextInt(6));
        boolean backward = random.nextBoolean();
        int limit = random.nextInt(3) == 0 ? random.nextInt(1, 5) : Integer.MAX_VALUE;
        Optional<Conditions> filter =
                random.nextBoolean() ? Optional.of(Conditions.any(random, 1)) : Optional.empty();
        var paths = projection();
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
                                projection(paths, text),
                                text.members());
        return new Request(
                "Query",
                json,
                () -> {
                    try {
                        filter.ifPresent(f -> f.check("FilterExpression"));
                        check(paths);
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

    private static boolean passes(String operator, int order) {
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

    private static Expected page(
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
            expected.members.put(
                    "LastEvaluatedKey",
                    V.map(new TreeMap<>(Map.of("pk", V.in(last, "pk"), "sk", V.in(last, "sk")))));
        }
        return expected;
    }

    private Request scan() {
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

    private Request batchGet() {
        var keys = new ArrayList<Map<String, V>>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            keys.add(key());
        }
        boolean twice = keys.stream().distinct().count() < keys.size();
        Optional<String> spoilt = spoil(keys.getFirst(), false);
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

    private Request batchWrite() {
        var changes = new ArrayList<Change>();
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            boolean put = random.nextBoolean();
            changes.add(
                    new Change(
                            put ? "Put" : "Delete",
                            put ? item() : key(),
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
                    if (twice(changes)) {
                        return Expected.wrong("Provided list of item keys contains duplicates");
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

    private Request transactGet() {
        var keys = new ArrayList<Map<String, V>>();
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            keys.add(key());
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

    private Request transactWrite() {
        var changes = new ArrayList<Change>();
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            String act =
                    List.of("Put", "Update", "Delete", "ConditionCheck").get(random.nextInt(4));
            changes.add(any(act));
            parts.add("{\"%s\":{%s}}".formatted(act, members(changes.getLast(), new Text(random))));
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
                            : new Expected(
                                    "TransactionCanceledException",
                                    List.of(
                                            "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                                                    + String.join(", ", codes)
                                                    + "]"),
                                    Map.of());
                });
    }
}
