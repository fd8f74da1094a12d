package dev.hedgerow.tables;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.expression.Comparator;
import dev.hedgerow.tables.expression.KeyConditions;
import dev.hedgerow.tables.expression.KeyConditions.KeyTest;
import dev.hedgerow.tables.value.Value;
import java.util.Optional;

/** What of a partition the conditions leave. */
final class KeyRanges {
    private KeyRanges() {}

    static KeyRange of(long table, int index, KeySchema keys, KeyConditions conditions) {
        Object[] hash = new Object[keys.hash().size()];
        for (int i = 0; i < hash.length; i++) {
            hash[i] =
                    ItemSpace.element(
                            conditions
                                    .test(keys.hash().get(i).name())
                                    .flatMap(KeyTest::only)
                                    .orElseThrow());
        }
        Tuple prefix = ItemSpace.partition(table, index, Tuple.of(hash));
        for (KeyAttribute part : keys.range()) {
            Optional<KeyTest> test = conditions.test(part.name());
            if (test.isEmpty()) {
                break;
            }
            Optional<Value> only = test.get().only();
            if (only.isEmpty()) {
                return range(prefix, test.get());
            }
            prefix = prefix.with(ItemSpace.element(only.get()));
        }
        return ItemSpace.prefix(prefix);
    }

    private static KeyRange range(Tuple prefix, KeyTest test) {
        KeyRange all = ItemSpace.prefix(prefix);
        return switch (test) {
            case KeyTest.Compare(Comparator comparator, Value value) -> {
                KeyRange equal = with(prefix, value);
                yield switch (comparator) {
                    case LESS -> all.before(equal.from());
                    case LESS_OR_EQUAL -> all.before(equal.to());
                    case GREATER -> all.startingAt(equal.to());
                    case GREATER_OR_EQUAL -> all.startingAt(equal.from());
                    case EQUAL, NOT_EQUAL ->
                            throw new IllegalArgumentException("no range: " + comparator);
                };
            }
            case KeyTest.Between(Value low, Value high) ->
                    new KeyRange(with(prefix, low).from(), with(prefix, high).to());
            case KeyTest.BeginsWith(Value value) -> {
                KeyRange from = all.startingAt(with(prefix, value).from());
                yield Prefixes.after(value)
                        .map(end -> from.before(with(prefix, end).from()))
                        .orElse(from);
            }
        };
    }

    private static KeyRange with(Tuple prefix, Value value) {
        return ItemSpace.prefix(prefix.with(ItemSpace.element(value)));
    }
}
