package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.Model.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Requests with the parameters of the time before expressions. */
final class LegacyRequests {
    private static final List<String> OPERATORS =
            List.of(
                    "EQ",
                    "NE",
                    "LT",
                    "LE",
                    "GT",
                    "GE",
                    "BETWEEN",
                    "IN",
                    "BEGINS_WITH",
                    "CONTAINS",
                    "NOT_CONTAINS",
                    "NULL",
                    "NOT_NULL");

    private final Draw draw;
    private final SplittableRandom random;
    private final Model model;

    LegacyRequests(Draw draw) {
        this.draw = draw;
        this.random = draw.random;
        this.model = draw.model;
    }

    /** A test of one attribute. */
    private record Test(String operator, List<V> values) {
        String json() {
            String list = String.join(",", values.stream().map(V::json).toList());
            return "{\"ComparisonOperator\":\"%s\"%s}"
                    .formatted(
                            operator,
                            values.isEmpty() ? "" : ",\"AttributeValueList\":[" + list + "]");
        }

        /** What the documentation has against it, if anything. */
        Optional<String> fault() {
            boolean fits =
                    switch (operator) {
                        case "NULL", "NOT_NULL" -> values.isEmpty();
                        case "IN" -> !values.isEmpty();
                        case "BETWEEN" -> values.size() == 2;
                        default -> values.size() == 1;
                    };
            return fits
                    ? Optional.empty()
                    : Optional.of(
                            "One or more parameter values were invalid: Invalid number of argument(s) for the %s ComparisonOperator"
                                    .formatted(operator));
        }

        Conditions condition(String attribute) {
            List<Object> path = List.of(attribute);
            Conditions.Side at = new Conditions.Side.At(path);
            List<Conditions.Side> sides = new ArrayList<>();
            values.forEach(value -> sides.add(new Conditions.Side.Literal(value)));
            return switch (operator) {
                case "EQ" -> new Conditions.Compare("=", at, sides.getFirst());
                case "NE" -> new Conditions.Compare("<>", at, sides.getFirst());
                case "LT" -> new Conditions.Compare("<", at, sides.getFirst());
                case "LE" -> new Conditions.Compare("<=", at, sides.getFirst());
                case "GT" -> new Conditions.Compare(">", at, sides.getFirst());
                case "GE" -> new Conditions.Compare(">=", at, sides.getFirst());
                case "BETWEEN" -> new Conditions.Between(at, sides.get(0), sides.get(1));
                case "IN" -> new Conditions.In(at, sides);
                case "NULL" ->
                        new Conditions.Function("attribute_not_exists", path, Optional.empty());
                case "NOT_NULL" ->
                        new Conditions.Function("attribute_exists", path, Optional.empty());
                case "BEGINS_WITH" ->
                        new Conditions.Function(
                                "begins_with", path, Optional.of(values.getFirst()));
                case "CONTAINS" ->
                        new Conditions.Function("contains", path, Optional.of(values.getFirst()));
                default ->
                        new Conditions.Not(
                                new Conditions.Function(
                                        "contains", path, Optional.of(values.getFirst())));
            };
        }
    }

    private Test test() {
        String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
        boolean text = random.nextBoolean() || operator.equals("BEGINS_WITH");
        int count =
                switch (operator) {
                    case "NULL", "NOT_NULL" -> 0;
                    case "BETWEEN" -> 2;
                    case "IN" -> random.nextInt(1, 4);
                    default -> 1;
                };
        if (random.nextInt(30) == 0) {
            count++;
        }
        var values = new ArrayList<V>();
        for (int i = 0; i < count; i++) {
            // rising, so that the bounds of BETWEEN are
            values.add(text ? V.s("a" + "b".repeat(i)) : V.n(random.nextInt(2) + 2L * i));
        }
        return new Test(operator, values);
    }

    private Map<String, Test> tests() {
        var tests = new LinkedHashMap<String, Test>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            tests.put(V.name(random), test());
        }
        return tests;
    }

    private static String json(Map<String, Test> tests) {
        var parts = new ArrayList<String>();
        tests.forEach((name, test) -> parts.add("\"" + name + "\":" + test.json()));
        return "{" + String.join(",", parts) + "}";
    }

    private static Optional<String> fault(Map<String, Test> tests, boolean or) {
        if (or && tests.size() < 2) {
            return Optional.of(
                    "ConditionalOperator can only be used when Filter or Expected has two or more elements");
        }
        return tests.values().stream().flatMap(test -> test.fault().stream()).findFirst();
    }

    private static Conditions condition(Map<String, Test> tests, boolean or) {
        return tests.entrySet().stream()
                .map(test -> test.getValue().condition(test.getKey()))
                .reduce((a, b) -> new Conditions.Both(or ? "OR" : "AND", a, b))
                .orElseThrow();
    }

    private static String operator(boolean or) {
        return or ? ",\"ConditionalOperator\":\"OR\"" : "";
    }

    /** PutItem or DeleteItem with Expected. */
    Request change() {
        boolean put = random.nextBoolean();
        Map<String, V> attributes = put ? draw.item() : draw.key();
        Map<String, Test> tests = tests();
        boolean or = random.nextBoolean();
        String json =
                "{\"TableName\":\"ref\",\"%s\":%s,\"Expected\":%s%s}"
                        .formatted(
                                put ? "Item" : "Key",
                                V.json(attributes),
                                json(tests),
                                operator(or));
        return new Request(
                put ? "PutItem" : "DeleteItem",
                json,
                () -> {
                    Optional<String> fault = fault(tests, or);
                    if (fault.isPresent()) {
                        return Expected.wrong(ItemRequests.ENVELOPE + fault.get());
                    }
                    var change =
                            new Change(
                                    put ? "Put" : "Delete",
                                    attributes,
                                    Optional.of(condition(tests, or)),
                                    Optional.empty());
                    return made(change);
                });
    }

    private Expected made(Change change) {
        try {
            model.apply(change);
            return Expected.ok();
        } catch (Model.Failed _) {
            return Expected.error(
                    "ConditionalCheckFailedException", "The conditional request failed");
        } catch (Wrong wrong) {
            return Expected.wrong(wrong.sentence());
        }
    }

    /** UpdateItem with AttributeUpdates, and all of the item afterwards. */
    Request update() {
        Map<String, V> key = draw.key();
        var acts = new ArrayList<Updates.Act>();
        var parts = new ArrayList<String>();
        var names = new ArrayList<>(List.of("a", "b", "c", "d"));
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            String name = names.remove(random.nextInt(names.size()));
            List<Object> path = List.of(name);
            switch (random.nextInt(4)) {
                case 0 -> {
                    acts.add(new Updates.Act("REMOVE", path, Optional.empty(), Optional.empty()));
                    parts.add("\"" + name + "\":{\"Action\":\"DELETE\"}");
                }
                case 1 -> {
                    V more = V.n(random.nextInt(5));
                    acts.add(new Updates.Act("ADD", path, Optional.empty(), Optional.of(more)));
                    parts.add(
                            "\"%s\":{\"Action\":\"ADD\",\"Value\":%s}"
                                    .formatted(name, more.json()));
                }
                default -> {
                    V value = V.any(random, 1);
                    var assigned =
                            new Updates.Expression(
                                    "", new Conditions.Side.Literal(value), Optional.empty());
                    acts.add(new Updates.Act("SET", path, Optional.of(assigned), Optional.empty()));
                    parts.add("\"%s\":{\"Value\":%s}".formatted(name, value.json()));
                }
            }
        }
        String json =
                "{\"TableName\":\"ref\",\"Key\":%s,\"AttributeUpdates\":{%s},\"ReturnValues\":\"ALL_NEW\"}"
                        .formatted(V.json(key), String.join(",", parts));
        return new Request(
                "UpdateItem",
                json,
                () -> {
                    var change =
                            new Change(
                                    "Update",
                                    key,
                                    Optional.empty(),
                                    Optional.of(new Updates(acts)));
                    Expected made = made(change);
                    if (made.sentences().contains(Updates.MISMATCH)) {
                        return Expected.wrong("Type mismatch for attribute to update");
                    }
                    return made.type().isEmpty()
                            ? Expected.ok("Attributes", V.map(model.find(key).orElseThrow()))
                            : made;
                });
    }

    /** Query with KeyConditions and QueryFilter, or Scan with ScanFilter. */
    Request list() {
        boolean query = random.nextBoolean();
        Map<String, Test> tests = tests();
        boolean or = random.nextBoolean();
        V pk = V.s("p" + random.nextInt(4));
        String keys =
                query
                        ? ",\"KeyConditions\":{\"pk\":{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":[%s]}}"
                                .formatted(pk.json())
                        : "";
        String json =
                "{\"TableName\":\"ref\"%s,\"%s\":%s%s}"
                        .formatted(
                                keys,
                                query ? "QueryFilter" : "ScanFilter",
                                json(tests),
                                operator(or));
        return new Request(
                query ? "Query" : "Scan",
                json,
                () -> {
                    Optional<String> fault = fault(tests, or);
                    if (fault.isPresent()) {
                        return Expected.wrong(fault.get());
                    }
                    Optional<Conditions> filter = Optional.of(condition(tests, or));
                    List<Map<String, V>> found =
                            query ? model.partition(pk.body().toString()) : model.all();
                    Expected page =
                            ListRequests.page(found, Integer.MAX_VALUE, filter, Optional.empty());
                    return query ? page : page.inAnyOrder();
                });
    }
}
