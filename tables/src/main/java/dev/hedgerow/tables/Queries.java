package dev.hedgerow.tables;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Expressions;
import dev.hedgerow.tables.expression.KeyConditions;
import dev.hedgerow.tables.expression.KeyConditions.KeyTest;
import dev.hedgerow.tables.expression.Kind;
import dev.hedgerow.tables.expression.PathsOf;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Query. */
final class Queries {
    private static final int CONDITIONS_MAX = 2;

    private final Reads reads;
    private final Expressions expressions;

    Queries(Reads reads, Expressions expressions) {
        this.reads = reads;
        this.expressions = expressions;
    }

    byte[] query(byte[] body) {
        return reads.read(querying(body));
    }

    /**
     * The same without waiting.
     *
     * @throws dev.hedgerow.store.MustWait as {@link Reads#readInMemory}
     */
    byte[] queryInMemory(byte[] body) {
        return reads.readInMemory(querying(body));
    }

    private Function<Lookup, Reads.Plan<byte[]>> querying(byte[] body) {
        Parameters p = Parameters.read(body);
        check(p);
        var expression =
                new ExpressionParameters(
                        p, expressions, List.of(Kind.PROJECTION, Kind.FILTER, Kind.KEY_CONDITION));
        expression.checkTogether(legacy(p), false);
        p.checkOperator(p.queryFilter);
        Optional<Condition> legacyFilter =
                Optional.ofNullable(p.queryFilter)
                        .flatMap(map -> Legacy.filter(map, p.conditionalOperator));
        Optional<Projection> legacyProjection =
                Optional.ofNullable(p.attributesToGet).map(Legacy::projection);
        Map<String, Value> start = p.startKey();
        KeyConditions keys = keyConditions(p, expression);
        Optional<Condition> filter = expression.condition(Kind.FILTER).or(() -> legacyFilter);
        Optional<Projection> projection = expression.projection().or(() -> legacyProjection);
        expression.checkAllUsed();
        Listing.checkSelect(p, Sentence.SELECT_PROJECTED_QUERY);
        return lookup -> {
            TableSchema table = lookup.serving(p.table());
            return plan(p, table, keys, new Parts(filter, projection, start));
        };
    }

    /** What a query asks for besides keys. */
    private record Parts(
            Optional<Condition> filter,
            Optional<Projection> projection,
            @Nullable Map<String, Value> start) {}

    private static void check(Parameters p) {
        var constraints =
                new Constraints()
                        .atLeast("limit", p.limit, 1)
                        .oneOf(
                                "returnConsumedCapacity",
                                p.returnConsumedCapacity,
                                Constraints.CAPACITY)
                        .length("attributesToGet", p.attributesToGet, 1, 255)
                        .oneOf("select", p.select, Constraints.SELECT)
                        .oneOf("conditionalOperator", p.conditionalOperator, Constraints.LOGIC)
                        .notNull("tableName", p.tableName)
                        .name("tableName", p.tableName, 1)
                        .name("indexName", p.indexName, 3);
        comparisons(constraints, "queryFilter", p.queryFilter);
        comparisons(constraints, "keyConditions", p.keyConditions);
        constraints.check();
    }

    static void comparisons(
            Constraints constraints,
            String place,
            @Nullable Map<String, LegacyCondition> conditions) {
        if (conditions != null) {
            for (var each : conditions.entrySet()) {
                String member = place + "." + each.getKey() + ".member.comparisonOperator";
                String operator = each.getValue().comparisonOperator;
                constraints
                        .notNull(member, operator)
                        .oneOf(member, operator, Constraints.COMPARISONS);
            }
        }
    }

    private static List<String> legacy(Parameters p) {
        List<String> legacy = p.legacyOfListing("QueryFilter", p.queryFilter != null);
        // these may stand beside the other expressions
        if (p.keyConditions != null && p.keyConditionExpression != null) {
            legacy.add("KeyConditions");
        }
        return legacy;
    }

    private static KeyConditions keyConditions(Parameters p, ExpressionParameters expression) {
        String text = p.keyConditionExpression;
        KeyConditions keys;
        if (text != null) {
            keys = expression.placeholders().keyConditions(text);
        } else if (p.keyConditions != null) {
            keys = Legacy.keyConditions(p.keyConditions);
        } else {
            throw Sentence.QUERY_NO_KEY.refusal();
        }
        keys.checkCount(p.indexName == null ? CONDITIONS_MAX : 2 * KeySchema.PARTS_MAX);
        return keys;
    }

    private static Reads.Plan<byte[]> plan(
            Parameters p, TableSchema table, KeyConditions conditions, Parts parts) {
        Optional<IndexSchema> index = index(p, table);
        KeySchema keys = index.map(IndexSchema::keys).orElse(table.keys());
        Map<String, Value> start = parts.start();
        if (start != null) {
            Listing.checkStart(table, index, start, Sentence.START_INVALID);
        }
        checkConditions(keys, conditions);
        if (start != null) {
            checkStartFits(keys, conditions, start);
        }
        var listing = new Listing(p, table, index, parts.filter(), parts.projection());
        checkFilter(p, keys, parts.filter());
        Direction direction =
                Boolean.FALSE.equals(p.scanIndexForward)
                        ? Direction.DESCENDING
                        : Direction.ASCENDING;
        int number = ItemSpace.number(table, index);
        KeyRange whole = KeyRanges.of(table.id(), number, keys, conditions);
        KeyRange range = listing.startingBehind(whole, start, direction);
        return new Reads.Plan<>(List.of(whole), reader -> listing.answer(reader, range, direction));
    }

    static Optional<IndexSchema> index(Parameters p, TableSchema table) {
        return p.index().map(name -> index(table, name, p.isConsistent()));
    }

    /** The index of this name, which can be read. */
    static IndexSchema index(TableSchema table, String name, boolean consistent) {
        IndexSchema index =
                table.index(name)
                        .filter(found -> found.state() != IndexSchema.State.DELETING)
                        .orElseThrow(() -> Sentence.INDEX_NOT_FOUND.refusal(name));
        if (index.state() != IndexSchema.State.ACTIVE) {
            throw Sentence.INDEX_BACKFILLING.refusal(name);
        }
        if (index.global() && consistent) {
            throw Sentence.INDEX_CONSISTENT.refusal();
        }
        return index;
    }

    private static void checkConditions(KeySchema keys, KeyConditions conditions) {
        int most = keys.hash().size() + keys.range().size();
        if (keys.range().isEmpty() && conditions.count() > most) {
            throw Sentence.QUERY_NOT_SUPPORTED.refusal();
        }
        int used = 0;
        for (KeyAttribute part : keys.hash()) {
            KeyTest test =
                    conditions
                            .test(part.name())
                            .orElseThrow(() -> Sentence.QUERY_KEY_MISSED.refusal(part.name()));
            checkTypes(part, test);
            if (test.only().isEmpty()) {
                throw Sentence.QUERY_NOT_SUPPORTED.refusal();
            }
            used++;
        }
        boolean open = false;
        for (KeyAttribute part : keys.range()) {
            Optional<KeyTest> test = conditions.test(part.name());
            if (test.isEmpty()) {
                open = true;
                continue;
            }
            if (open) {
                throw Sentence.QUERY_NOT_SUPPORTED.refusal();
            }
            checkTypes(part, test.get());
            open = test.get().only().isEmpty();
            used++;
        }
        if (used < conditions.count()) {
            KeyAttribute missed =
                    keys.range().isEmpty() ? keys.hash().getFirst() : first(keys, conditions);
            throw Sentence.QUERY_KEY_MISSED.refusal(missed.name());
        }
    }

    private static KeyAttribute first(KeySchema keys, KeyConditions conditions) {
        return keys.range().stream()
                .filter(part -> conditions.test(part.name()).isEmpty())
                .findFirst()
                .orElse(keys.range().getFirst());
    }

    private static void checkTypes(KeyAttribute part, KeyTest test) {
        for (Value value : test.values()) {
            if (value.type() != part.type()) {
                throw Sentence.QUERY_TYPE.refusal();
            }
        }
    }

    private static void checkStartFits(
            KeySchema keys, KeyConditions conditions, Map<String, Value> start) {
        boolean sameHash = true;
        for (KeyAttribute part : keys.hash()) {
            sameHash &= accepts(conditions, part, start);
        }
        boolean hasRange =
                keys.range().stream().anyMatch(part -> conditions.test(part.name()).isPresent());
        if (!hasRange && !sameHash) {
            throw Sentence.START_OUTSIDE.refusal();
        }
        for (KeyAttribute part : keys.range()) {
            if (!accepts(conditions, part, start)) {
                throw Sentence.START_RANGE.refusal();
            }
        }
        if (!sameHash) {
            throw Sentence.START_ONE_ROW.refusal();
        }
    }

    private static boolean accepts(
            KeyConditions conditions, KeyAttribute part, Map<String, Value> start) {
        return conditions
                .test(part.name())
                .map(test -> test.accepts(Checks.present(start.get(part.name()))))
                .orElse(true);
    }

    private static void checkFilter(Parameters p, KeySchema keys, Optional<Condition> filter) {
        if (filter.isEmpty()) {
            return;
        }
        var heads = PathsOf.condition(filter.get()).stream().map(path -> path.head()).toList();
        for (KeyAttribute part : keys.all()) {
            if (heads.contains(part.name())) {
                throw Sentence.QUERY_FILTER_KEY.refusal(
                        p.queryFilter != null ? "QueryFilter" : "Filter Expression", part.name());
            }
        }
    }
}
