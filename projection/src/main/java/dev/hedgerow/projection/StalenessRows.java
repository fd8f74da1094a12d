package dev.hedgerow.projection;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.Arrays;
import java.util.Optional;

/** Rows of stalenesses: {@code (identity, since, head, asked, last build or null)}. */
final class StalenessRows {
    private StalenessRows() {}

    static Optional<Staleness> find(Reader reader, GraphId graph) {
        return reader.get(Keys.staleness(graph))
                .map(entry -> Rows.decode(entry, StalenessRows::staleness));
    }

    static void put(Transaction tx, GraphId graph, Staleness staleness) {
        tx.put(
                Keys.staleness(graph),
                Rows.row(
                        Arrays.asList(
                                staleness.identity(),
                                staleness.since().toEpochMilli(),
                                staleness.head().toString(),
                                (long) staleness.asked(),
                                staleness.last().map(OperationId::value).orElse(null))));
    }

    static void delete(Transaction tx, GraphId graph) {
        tx.delete(Keys.staleness(graph));
    }

    private static Staleness staleness(Tuple fields) {
        return new Staleness(
                fields.string(0),
                Rows.time(fields, 1),
                Stamp.parse(fields.string(2)).orElseThrow(),
                Math.toIntExact(fields.number(3)),
                fields.isNull(4)
                        ? Optional.empty()
                        : Optional.of(new OperationId(fields.string(4))));
    }
}
