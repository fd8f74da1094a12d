package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.TableSchema.State;
import dev.hedgerow.tables.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stored form of a table's row; see the package page. */
final class TableForm {
    private static final int FORMAT = 1;

    private TableForm() {}

    static Tuple encode(TableSchema table) {
        return Tuple.of(
                FORMAT,
                table.name(),
                table.id(),
                table.state().name(),
                table.createdMillis(),
                encode(table.keys()),
                Tuple.ofAll(table.indexes().stream().map(TableForm::encode).toList()),
                encode(table.settings()));
    }

    private static Tuple encode(IndexSchema index) {
        return Tuple.of(
                index.name(),
                index.number(),
                index.global(),
                encode(index.keys()),
                index.projection().name(),
                Tuple.ofAll(index.nonKeyAttributes()),
                index.state().name(),
                index.throughput().reads(),
                index.throughput().writes());
    }

    private static Tuple encode(TableSettings settings) {
        Tuple expiry =
                settings.expiry()
                        .map(e ->
                                Tuple.of(
                                        e.attribute(),
                                        e.number(),
                                        e.state().name(),
                                        e.changedMillis()))
                        .orElse(Tuple.of());
        return Tuple.of(
                settings.throughput().reads(),
                settings.throughput().writes(),
                settings.onDemandSince(),
                settings.deletionProtection(),
                settings.infrequentAccess(),
                expiry,
                settings.stream().map(TableForm::encode).orElse(Tuple.of()),
                settings.recoverableSince());
    }

    static Tuple encode(StreamView stream) {
        return Tuple.of(stream.id(), stream.view().name(), stream.createdMillis());
    }

    static Tuple encode(KeySchema keys) {
        return Tuple.of(parts(keys.hash()), parts(keys.range()));
    }

    private static Tuple parts(List<KeyAttribute> attributes) {
        return Tuple.ofAll(
                attributes.stream().map(key -> Tuple.of(key.name(), key.type().name())).toList());
    }

    static TableSchema decode(Tuple row) {
        if (row.number(0) != FORMAT) {
            throw HedgerowException.of(
                    Failure.CORRUPT, "The row of a table has the unknown form " + row.number(0));
        }
        var indexes = new ArrayList<IndexSchema>();
        Tuple encoded = row.tuple(6);
        for (int i = 0; i < encoded.size(); i++) {
            indexes.add(index(encoded.tuple(i)));
        }
        return new TableSchema(
                row.string(1),
                row.number(2),
                State.valueOf(row.string(3)),
                row.number(4),
                keys(row.tuple(5)),
                List.copyOf(indexes),
                settings(row.tuple(7)));
    }

    private static IndexSchema index(Tuple index) {
        return new IndexSchema(
                index.string(0),
                (int) index.number(1),
                index.bool(2),
                keys(index.tuple(3)),
                new IndexSchema.Projected(
                        ProjectionType.valueOf(index.string(4)), strings(index.tuple(5))),
                IndexSchema.State.valueOf(index.string(6)),
                new Throughput(index.number(7), index.number(8)));
    }

    private static TableSettings settings(Tuple row) {
        Tuple expiry = row.tuple(5);
        Tuple stream = row.tuple(6);
        return new TableSettings(
                new Throughput(row.number(0), row.number(1)),
                row.number(2),
                row.bool(3),
                row.bool(4),
                expiry.size() == 0 ? Optional.empty() : Optional.of(expiry(expiry)),
                stream.size() == 0 ? Optional.empty() : Optional.of(stream(stream)),
                row.number(7));
    }

    private static Expiry expiry(Tuple row) {
        return new Expiry(
                row.string(0),
                (int) row.number(1),
                Expiry.State.valueOf(row.string(2)),
                row.number(3));
    }

    static StreamView stream(Tuple row) {
        return new StreamView(row.number(0), StreamView.View.valueOf(row.string(1)), row.number(2));
    }

    private static List<String> strings(Tuple tuple) {
        var strings = new ArrayList<String>();
        for (int i = 0; i < tuple.size(); i++) {
            strings.add(tuple.string(i));
        }
        return strings;
    }

    static KeySchema keys(Tuple tuple) {
        return new KeySchema(attributes(tuple.tuple(0)), attributes(tuple.tuple(1)));
    }

    private static List<KeyAttribute> attributes(Tuple tuple) {
        var attributes = new ArrayList<KeyAttribute>();
        for (int i = 0; i < tuple.size(); i++) {
            Tuple part = tuple.tuple(i);
            attributes.add(new KeyAttribute(part.string(0), Type.valueOf(part.string(1))));
        }
        return attributes;
    }
}
