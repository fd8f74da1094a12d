package dev.hedgerow.tables;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.tables.expression.Comparator;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.KeyConditions;
import dev.hedgerow.tables.expression.KeyConditions.KeyTest;
import dev.hedgerow.tables.expression.Operand;
import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.ScalarOrder;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** What the condition of a statement says of keys. */
final class StatementKeys {
    private final List<Condition> conjuncts = new ArrayList<>();

    StatementKeys(Optional<Condition> where) {
        where.ifPresent(this::collect);
    }

    private void collect(Condition condition) {
        if (condition instanceof Condition.And(Condition left, Condition right)) {
            collect(left);
            collect(right);
        } else {
            conjuncts.add(condition);
        }
    }

    /**
     * The key of the one item that the condition is about.
     *
     * @throws dev.hedgerow.tables.refusal.Refusal when it is not about one
     */
    Map<String, Value> key(TableSchema table) {
        var key = new LinkedHashMap<String, Value>();
        for (KeyAttribute part : table.keys().all()) {
            List<Value> values = new ArrayList<>();
            for (Condition each : conjuncts) {
                test(each, part.name()).flatMap(KeyTest::only).ifPresent(values::add);
            }
            if (values.size() != 1) {
                throw Sentence.STATEMENT_KEY.refusal();
            }
            key.put(part.name(), values.getFirst());
        }
        return key;
    }

    /** What the condition asks besides the key. */
    Optional<Condition> rest(TableSchema table) {
        return conjuncts.stream()
                .filter(each ->
                        table.keyNames().stream()
                                .noneMatch(name ->
                                        test(each, name).flatMap(KeyTest::only).isPresent()))
                .reduce(Condition.And::new);
    }

    /** The ranges of the partitions it names; empty when it names none, and all have to be seen. */
    List<KeyRange> ranges(long table, int number, KeySchema keys) {
        var tests = new LinkedHashMap<String, KeyTest>();
        for (KeyAttribute part : keys.all()) {
            for (Condition each : conjuncts) {
                Optional<KeyTest> test = test(each, part.name());
                boolean equal = test.flatMap(KeyTest::only).isPresent();
                boolean ranged = keys.range().contains(part);
                if (test.isPresent() && (equal || ranged)) {
                    check(part, test.get().values());
                    tests.putIfAbsent(part.name(), test.get());
                }
            }
        }
        List<KeyAttribute> open =
                keys.hash().stream().filter(part -> !tests.containsKey(part.name())).toList();
        if (open.isEmpty()) {
            return List.of(KeyRanges.of(table, number, keys, new KeyConditions(tests)));
        }
        var ranges = new ArrayList<KeyRange>();
        if (open.size() == 1) {
            for (Value value : candidates(open.getFirst())) {
                tests.put(open.getFirst().name(), new KeyTest.Compare(Comparator.EQUAL, value));
                ranges.add(KeyRanges.of(table, number, keys, new KeyConditions(tests)));
            }
        }
        return ranges;
    }

    /** The values that some conjunct leaves the attribute; none when none does. */
    private List<Value> candidates(KeyAttribute part) {
        for (Condition each : conjuncts) {
            Optional<SequencedSet<Value>> values = values(each, part.name());
            if (values.isPresent()) {
                check(part, List.copyOf(values.get()));
                return List.copyOf(values.get());
            }
        }
        return List.of();
    }

    private static Optional<SequencedSet<Value>> values(Condition condition, String name) {
        return switch (condition) {
            case Condition.Or(Condition left, Condition right) -> {
                var all = values(left, name);
                var more = values(right, name);
                if (all.isPresent() && more.isPresent()) {
                    all.get().addAll(more.get());
                    yield all;
                }
                yield Optional.empty();
            }
            case Condition.In(Operand operand, List<Operand> candidates) -> {
                SequencedSet<Value> all = new LinkedHashSet<>();
                for (Operand candidate : candidates) {
                    if (candidate instanceof Operand.Literal(Value value)) {
                        all.add(value);
                    }
                }
                yield isAt(operand, name) && all.size() <= candidates.size()
                        ? Optional.of(all)
                        : Optional.empty();
            }
            default ->
                    test(condition, name)
                            .flatMap(KeyTest::only)
                            .map(value -> new LinkedHashSet<>(List.of(value)));
        };
    }

    private static void check(KeyAttribute part, List<Value> values) {
        for (Value value : values) {
            if (value.type() != part.type()) {
                throw Sentence.QUERY_TYPE.refusal();
            }
        }
    }

    /** What the condition asks of the attribute alone, as far as keys can be asked. */
    private static Optional<KeyTest> test(Condition condition, String name) {
        return switch (condition) {
            case Condition.Compare(Comparator comparator, Operand left, Operand right)
                    when comparator != Comparator.NOT_EQUAL -> {
                if (isAt(left, name) && right instanceof Operand.Literal(Value value)) {
                    yield Optional.of(new KeyTest.Compare(comparator, value));
                }
                yield isAt(right, name) && left instanceof Operand.Literal(Value value)
                        ? Optional.of(new KeyTest.Compare(comparator.reversed(), value))
                        : Optional.empty();
            }
            case Condition.Between(Operand operand, Operand low, Operand high)
                    when isAt(operand, name)
                            && low instanceof Operand.Literal(Value from)
                            && high instanceof Operand.Literal(Value to)
                            && from.type() == to.type()
                            && from.type().isOrdered()
                            && ScalarOrder.compare(from, to) <= 0 ->
                    Optional.of(new KeyTest.Between(from, to));
            case Condition.Test(Operand.Call(String function, List<Operand> arguments))
                    when function.equals("begins_with")
                            && isAt(arguments.get(0), name)
                            && arguments.get(1) instanceof Operand.Literal(Value prefix)
                            && (prefix instanceof Value.Text || prefix instanceof Value.Binary) ->
                    Optional.of(new KeyTest.BeginsWith(prefix));
            default -> Optional.empty();
        };
    }

    private static boolean isAt(Operand operand, String name) {
        return operand instanceof Operand.At(Path path)
                && !path.isNested()
                && path.head().equals(name);
    }
}
