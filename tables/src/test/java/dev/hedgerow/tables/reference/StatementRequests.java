package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.Model.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Statements in PartiQL, whose conditions the model judges like any others. */
final class StatementRequests {
    private final Draw draw;
    private final SplittableRandom random;
    private final Model model;

    StatementRequests(Draw draw) {
        this.draw = draw;
        this.random = draw.random;
        this.model = draw.model;
    }

    /** Writes statements, with values as literals or as parameters. */
    private final class Writing {
        private final List<V> parameters = new ArrayList<>();

        String value(V value) {
            boolean literal =
                    switch (value.tag()) {
                        case "S", "N", "BOOL", "NULL" -> random.nextBoolean();
                        default -> false;
                    };
            if (!literal) {
                parameters.add(value);
                return "?";
            }
            return switch (value.tag()) {
                case "S" -> "'" + value.body() + "'";
                case "N" -> value.number().toPlainString();
                case "NULL" -> "NULL";
                default -> value.body().toString();
            };
        }

        String path(List<Object> path) {
            var text = new StringBuilder();
            for (Object step : path) {
                if (step instanceof Integer) {
                    text.append('[').append(step).append(']');
                } else {
                    text.append(text.isEmpty() ? "" : ".").append('"').append(step).append('"');
                }
            }
            return text.toString();
        }

        private String side(Conditions.Side side) {
            return switch (side) {
                case Conditions.Side.At(var path) -> path(path);
                case Conditions.Side.Literal(V value) -> value(value);
                case Conditions.Side.Size(var path) -> "size(" + path(path) + ")";
            };
        }

        String condition(Conditions condition) {
            return switch (condition) {
                case Conditions.Both(String word, var left, var right) -> {
                    String first = "(" + condition(left) + ") ";
                    yield first + word + " (" + condition(right) + ")";
                }
                case Conditions.Not(var inner) -> "NOT (" + condition(inner) + ")";
                case Conditions.Compare(String operator, var left, var right) -> {
                    String first = side(left);
                    yield first + " " + operator + " " + side(right);
                }
                case Conditions.Between(var value, var low, var high) -> {
                    String first = side(value);
                    String second = side(low);
                    yield first + " BETWEEN " + second + " AND " + side(high);
                }
                case Conditions.In(var value, var candidates) -> {
                    String first = side(value);
                    yield first
                            + " IN ["
                            + String.join(", ", candidates.stream().map(this::side).toList())
                            + "]";
                }
                case Conditions.Function(String name, var path, var argument) ->
                        switch (name) {
                            case "attribute_exists" -> path(path) + " IS NOT MISSING";
                            case "attribute_not_exists" -> path(path) + " IS MISSING";
                            default -> {
                                String first = path(path);
                                yield name
                                        + "("
                                        + first
                                        + ", "
                                        + value(argument.orElseThrow())
                                        + ")";
                            }
                        };
            };
        }

        String json(String statement) {
            String values = String.join(",", parameters.stream().map(V::json).toList());
            return "{\"Statement\":\"%s\"%s}"
                    .formatted(
                            statement.replace("\"", "\\\""),
                            values.isEmpty() ? "" : ",\"Parameters\":[" + values + "]");
        }
    }

    /** A condition that statements can say and that the documentation has nothing against. */
    private Conditions condition() {
        while (true) {
            Conditions condition = Conditions.any(random, 2);
            try {
                condition.check("Statement");
            } catch (Wrong _) {
                continue;
            }
            if (isSayable(condition)) {
                return condition;
            }
        }
    }

    private static boolean isSayable(Conditions condition) {
        return switch (condition) {
            case Conditions.Both(_, var left, var right) -> isSayable(left) && isSayable(right);
            case Conditions.Not(var inner) -> isSayable(inner);
            case Conditions.In(_, var candidates) ->
                    candidates.stream().allMatch(c -> c instanceof Conditions.Side.Literal);
            default -> true;
        };
    }

    Request any() {
        return switch (random.nextInt(4)) {
            case 0 -> select();
            case 1 -> insert();
            case 2 -> update();
            default -> delete();
        };
    }

    private Request select() {
        boolean one = random.nextBoolean();
        boolean backward = one && random.nextBoolean();
        V pk = V.s("p" + random.nextInt(4));
        Conditions condition = condition();
        var writing = new Writing();
        String keys = one ? "pk = " + writing.value(pk) + " AND " : "";
        String statement =
                "SELECT * FROM ref WHERE %s(%s)%s"
                        .formatted(
                                keys,
                                writing.condition(condition),
                                backward ? " ORDER BY sk DESC" : "");
        return new Request(
                "ExecuteStatement",
                writing.json(statement),
                () -> {
                    List<Map<String, V>> all =
                            one ? model.partition(pk.body().toString()) : model.all();
                    List<V> items =
                            (backward ? all.reversed() : all)
                                    .stream().filter(condition::holds).map(V::map).toList();
                    Expected found = Expected.ok("Items", items);
                    return one ? found : found.inAnyOrder();
                });
    }

    private Request insert() {
        Map<String, V> item = draw.item();
        var writing = new Writing();
        var parts = new ArrayList<String>();
        item.forEach((name, value) -> parts.add("'" + name + "':" + writing.value(value)));
        String statement = "INSERT INTO ref VALUE {" + String.join(",", parts) + "}";
        return new Request(
                "ExecuteStatement",
                writing.json(statement),
                () -> {
                    var absent =
                            new Conditions.Function(
                                    "attribute_not_exists", List.of("pk"), Optional.empty());
                    var change = new Change("Put", item, Optional.of(absent), Optional.empty());
                    return made(
                            change,
                            Expected.error(
                                    "DuplicateItemException",
                                    "Duplicate primary key exists in table"));
                });
    }

    private Expected made(Change change, Expected failed) {
        try {
            model.apply(change);
            return Expected.ok("Items", List.of());
        } catch (Model.Failed _) {
            return failed;
        } catch (Wrong wrong) {
            return Expected.wrong(wrong.sentence());
        }
    }

    private static final Expected FAILED =
            Expected.error("ConditionalCheckFailedException", "The conditional request failed");

    private Request update() {
        Map<String, V> key = draw.key();
        String name = V.name(random);
        V value = V.any(random, 1);
        Optional<Conditions> condition =
                random.nextBoolean() ? Optional.of(condition()) : Optional.empty();
        var writing = new Writing();
        String set = "SET \"" + name + "\" = " + writing.value(value);
        String where = where(key, condition, writing);
        String statement = "UPDATE ref " + set + where + " RETURNING ALL NEW *";
        var assigned =
                new Updates.Expression("", new Conditions.Side.Literal(value), Optional.empty());
        var act = new Updates.Act("SET", List.of(name), Optional.of(assigned), Optional.empty());
        Conditions there =
                new Conditions.Function("attribute_exists", List.of("pk"), Optional.empty());
        Conditions all =
                condition.map(c -> (Conditions) new Conditions.Both("AND", there, c)).orElse(there);
        var change =
                new Change("Update", key, Optional.of(all), Optional.of(new Updates(List.of(act))));
        return new Request(
                "ExecuteStatement",
                writing.json(statement),
                () -> {
                    Expected made = made(change, FAILED);
                    return made.type().isEmpty()
                            ? Expected.ok("Items", List.of(V.map(model.find(key).orElseThrow())))
                            : made;
                });
    }

    private Request delete() {
        Map<String, V> key = draw.key();
        Optional<Conditions> condition =
                random.nextBoolean() ? Optional.of(condition()) : Optional.empty();
        var writing = new Writing();
        String statement = "DELETE FROM ref" + where(key, condition, writing);
        Conditions absent =
                new Conditions.Function("attribute_not_exists", List.of("pk"), Optional.empty());
        var change =
                new Change(
                        "Delete",
                        key,
                        condition.map(c -> new Conditions.Both("OR", absent, c)),
                        Optional.empty());
        return new Request("ExecuteStatement", writing.json(statement), () -> made(change, FAILED));
    }

    private static String where(
            Map<String, V> key, Optional<Conditions> condition, Writing writing) {
        String keys =
                " WHERE pk = %s AND sk = %s"
                        .formatted(writing.value(V.in(key, "pk")), writing.value(V.in(key, "sk")));
        return keys + condition.map(c -> " AND (" + writing.condition(c) + ")").orElse("");
    }
}
