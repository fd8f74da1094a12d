package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Expressions;
import dev.hedgerow.tables.expression.Kind;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scan, in one piece or in segments. */
final class Scans {
    private static final int SEGMENTS_MAX = 1_000_000;

    private final Reads reads;
    private final Expressions expressions;

    Scans(Reads reads, Expressions expressions) {
        this.reads = reads;
        this.expressions = expressions;
    }

    byte[] scan(byte[] body) {
        Parameters p = Parameters.read(body);
        check(p);
        var expression =
                new ExpressionParameters(p, expressions, List.of(Kind.PROJECTION, Kind.FILTER));
        expression.checkTogether(p.legacyOfListing("ScanFilter", p.scanFilter != null), false);
        p.checkOperator(p.scanFilter);
        Optional<Projection> legacyProjection =
                Optional.ofNullable(p.attributesToGet).map(Legacy::projection);
        Optional<Condition> legacyFilter =
                Optional.ofNullable(p.scanFilter)
                        .flatMap(map -> Legacy.filter(map, p.conditionalOperator));
        Map<String, Value> start = p.startKey();
        checkSegments(p);
        Optional<Condition> filter = expression.condition(Kind.FILTER).or(() -> legacyFilter);
        Optional<Projection> projection = expression.projection().or(() -> legacyProjection);
        expression.checkAllUsed();
        Listing.checkSelect(p, Sentence.SELECT_PROJECTED_SCAN);
        return reads.read(lookup -> {
            TableSchema table = lookup.serving(p.table());
            Optional<IndexSchema> index = Queries.index(p, table);
            if (start != null) {
                Listing.checkStart(
                        table,
                        index,
                        start,
                        index.isPresent() ? Sentence.START_INVALID : Sentence.START_SCHEMA);
            }
            var listing = new Listing(p, table, index, filter, projection);
            KeyRange whole = range(p, table, index, start);
            KeyRange range = listing.startingBehind(whole, start, Direction.ASCENDING);
            return new Reads.Plan<>(
                    List.of(whole), reader -> listing.answer(reader, range, Direction.ASCENDING));
        });
    }

    private static void check(Parameters p) {
        var constraints =
                new Constraints()
                        .atLeast("limit", p.limit, 1)
                        .oneOf(
                                "returnConsumedCapacity",
                                p.returnConsumedCapacity,
                                Constraints.CAPACITY)
                        .length("attributesToGet", p.attributesToGet, 1, 255)
                        .atLeast("segment", p.segment, 0)
                        .atMost("segment", p.segment, SEGMENTS_MAX - 1)
                        .oneOf("select", p.select, Constraints.SELECT)
                        .oneOf("conditionalOperator", p.conditionalOperator, Constraints.LOGIC)
                        .atLeast("totalSegments", p.totalSegments, 1)
                        .atMost("totalSegments", p.totalSegments, SEGMENTS_MAX)
                        .notNull("tableName", p.tableName)
                        .name("tableName", p.tableName, 1)
                        .name("indexName", p.indexName, 3);
        Queries.comparisons(constraints, "scanFilter", p.scanFilter);
        constraints.check();
    }

    private static void checkSegments(Parameters p) {
        if (p.segment != null && p.totalSegments == null) {
            throw Sentence.SEGMENTS_MISSING.refusal();
        }
        if (p.totalSegments != null && p.segment == null) {
            throw Sentence.SEGMENT_MISSING.refusal();
        }
        if (p.segment != null && p.totalSegments != null && p.segment >= p.totalSegments) {
            throw Sentence.SEGMENT_TOO_HIGH.refusal(p.segment, p.totalSegments);
        }
    }

    private static KeyRange range(
            Parameters p,
            TableSchema table,
            Optional<IndexSchema> index,
            @Nullable Map<String, Value> start) {
        int number = ItemSpace.number(table, index);
        if (p.segment == null || p.totalSegments == null) {
            return ItemSpace.whole(table.id(), number);
        }
        KeyRange segment = ItemSpace.segment(table.id(), number, p.segment, p.totalSegments);
        if (start != null) {
            Key key =
                    index.map(found -> ItemSpace.indexRow(table, found, start))
                            .orElseGet(() -> ItemSpace.item(table, start));
            if (!segment.contains(key)) {
                throw Sentence.START_SEGMENT.refusal(p.totalSegments, p.segment);
            }
        }
        return segment;
    }
}
