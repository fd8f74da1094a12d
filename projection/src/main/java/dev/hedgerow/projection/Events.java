package dev.hedgerow.projection;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.List;

/** The history of a graph's generations and lock: {@code (kind, time, number, by, detail)}. */
final class Events {
    private static final int TRIMMED_MAX = 16;
    private static final int DETAIL_MAX = 2000;

    private final Clock clock;
    private final int kept;

    Events(Clock clock, int kept) {
        this.clock = clock;
        this.kept = kept;
    }

    /** Adds an event; one of a kind for a generation in one transaction. */
    void add(Transaction tx, GenerationId id, GenerationEvent.Kind kind, String by, String detail) {
        tx.putStamped(
                Keys.PROJECTION,
                Keys.event(id, kind),
                Rows.row(
                        List.of(
                                Rows.name(kind),
                                clock.millis(),
                                id.number(),
                                by,
                                detail.length() > DETAIL_MAX
                                        ? detail.substring(0, DETAIL_MAX)
                                        : detail)));
        trim(tx, id.graph());
    }

    /** Not a read of the transaction: history never makes anything meet. */
    private void trim(Transaction tx, GraphId graph) {
        List<Reader.Entry> all =
                tx.unchecked()
                        .scan(Keys.events(graph), kept + TRIMMED_MAX, Reader.Direction.ASCENDING);
        for (Reader.Entry old : all.subList(0, Math.max(0, all.size() - kept))) {
            tx.delete(old.key());
        }
    }

    /** The newest first. */
    List<GenerationEvent> latest(Reader reader, GraphId graph, int limit) {
        var events = new ArrayList<GenerationEvent>();
        for (Reader.Entry entry :
                reader.scan(Keys.events(graph), limit, Reader.Direction.DESCENDING)) {
            events.add(
                    Rows.decode(
                            entry,
                            fields ->
                                    new GenerationEvent(
                                            Rows.time(fields, 1),
                                            Rows.value(
                                                    GenerationEvent.Kind.class, fields.string(0)),
                                            fields.number(2),
                                            fields.string(3),
                                            fields.string(4))));
        }
        return events;
    }
}
