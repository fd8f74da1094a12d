package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.Model.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Statements in PartiQL, whose conditions the model judges like any others. */
final class StatementRequests {
    static final Expected DUPLICATE =
            Expected.error("DuplicateItemException", "Duplicate primary key exists in table");
    static final Expected FAILED =
            Expected.error("ConditionalCheckFailedException", "The conditional request failed");

    private final Draw draw;
    private final SplittableRandom random;
    private final Model model;

    StatementRequests(Draw draw) {
        this.draw = draw;
        this.random = draw.random;
        this.model = draw.model;
    }

    /** A condition that statements can say and that the documentation has nothing against. */
    Conditions condition() {
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
        return random.nextInt(4) == 0 ? select() : written(true, false).request(model);
    }

    private Request select() {
        boolean one = random.nextBoolean();
        boolean backward = one && random.nextBoolean();
        V pk = V.s("p" + random.nextInt(4));
        Conditions condition = condition();
        var writing = new StatementText(random);
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

    /**
     * A statement that changes or checks an item, as JSON, and what the model has to do for it.
     *
     * @param failed what is answered when its condition is not true
     * @param shows whether it asks for the item as it is afterwards
     */
    record Written(String json, Change change, Expected failed, boolean shows) {
        Request request(Model model) {
            return new Request("ExecuteStatement", json, () -> run(model));
        }

        Expected run(Model model) {
            try {
                Map<String, V> after = model.apply(change);
                return Expected.ok("Items", shows ? List.of(V.map(after)) : List.of());
            } catch (Model.Failed _) {
                return failed;
            } catch (Wrong wrong) {
                return Expected.wrong(wrong.sentence());
            }
        }
    }

    /** Any that changes an item of its own, with one that only checks if such may be. */
    Written written(boolean mayShow, boolean mayCheck) {
        return switch (random.nextInt(mayCheck ? 4 : 3)) {
            case 0 -> insert();
            case 1 -> update(mayShow);
            case 2 -> delete();
            default -> exists();
        };
    }

    private Written insert() {
        Map<String, V> item = draw.item();
        var writing = new StatementText(random);
        var parts = new ArrayList<String>();
        item.forEach((name, value) -> parts.add("'" + name + "':" + writing.value(value)));
        String statement = "INSERT INTO ref VALUE {" + String.join(",", parts) + "}";
        return new Written(
                writing.json(statement),
                new Change("Put", item, Optional.of(there(false)), Optional.empty()),
                DUPLICATE,
                false);
    }

    private static Conditions there(boolean wanted) {
        String function = wanted ? "attribute_exists" : "attribute_not_exists";
        return new Conditions.Function(function, List.of("pk"), Optional.empty());
    }

    private Optional<Conditions> perhaps() {
        return random.nextBoolean() ? Optional.of(condition()) : Optional.empty();
    }

    private static Optional<Conditions> ofOneThatIsThere(Optional<Conditions> condition) {
        return Optional.of(
                condition
                        .map(c -> (Conditions) new Conditions.Both("AND", there(true), c))
                        .orElse(there(true)));
    }

    private Written update(boolean shows) {
        Map<String, V> key = draw.key();
        String name = V.name(random);
        V value = V.any(random, 1);
        Optional<Conditions> condition = perhaps();
        var writing = new StatementText(random);
        String set = "SET \"" + name + "\" = " + writing.value(value);
        String where = where(key, condition, writing);
        String statement = "UPDATE ref " + set + where + (shows ? " RETURNING ALL NEW *" : "");
        var assigned =
                new Updates.Expression("", new Conditions.Side.Literal(value), Optional.empty());
        var act = new Updates.Act("SET", List.of(name), Optional.of(assigned), Optional.empty());
        return new Written(
                writing.json(statement),
                new Change(
                        "Update",
                        key,
                        ofOneThatIsThere(condition),
                        Optional.of(new Updates(List.of(act)))),
                FAILED,
                shows);
    }

    private Written delete() {
        Map<String, V> key = draw.key();
        Optional<Conditions> condition = perhaps();
        var writing = new StatementText(random);
        String statement = "DELETE FROM ref" + where(key, condition, writing);
        return new Written(
                writing.json(statement),
                new Change(
                        "Delete",
                        key,
                        condition.map(c -> new Conditions.Both("OR", there(false), c)),
                        Optional.empty()),
                FAILED,
                false);
    }

    /** Whether a statement finds something, which it does only where an item is. */
    private Written exists() {
        Map<String, V> key = draw.key();
        Optional<Conditions> condition = Optional.of(condition());
        var writing = new StatementText(random);
        String statement = "EXISTS(SELECT * FROM ref" + where(key, condition, writing) + ")";
        return new Written(
                writing.json(statement),
                new Change("ConditionCheck", key, ofOneThatIsThere(condition), Optional.empty()),
                FAILED,
                false);
    }

    String where(Map<String, V> key, Optional<Conditions> condition, StatementText writing) {
        String keys =
                " WHERE pk = %s AND sk = %s"
                        .formatted(writing.value(V.in(key, "pk")), writing.value(V.in(key, "sk")));
        return keys + condition.map(c -> " AND (" + writing.condition(c) + ")").orElse("");
    }
}
