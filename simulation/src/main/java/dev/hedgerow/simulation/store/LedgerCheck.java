package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Compares what clients were told with what the store holds. */
final class LedgerCheck {
    private record Row(Attempt attempt, long hash) {}

    private final History history;

    LedgerCheck(History history) {
        this.history = history;
    }

    /** Everything acknowledged is there, when it was said to be, and nothing refused is. */
    void everythingIsThere(Reader reader) {
        long found = 0;
        for (Attempt attempt : history.attempts()) {
            if (attempt.onlyReads()) {
                continue;
            }
            var stamp = reader.get(Space.ledger(attempt.number())).map(Entry::stamp);
            switch (attempt.state()) {
                case ACKNOWLEDGED -> {
                    CheckFailed.unless(
                            stamp.equals(attempt.stamp()),
                            "%s was acknowledged at %s and is in the store at %s",
                            attempt,
                            attempt.stamp(),
                            stamp);
                    found++;
                }
                case REFUSED ->
                        CheckFailed.unless(
                                stamp.isEmpty(),
                                "%s was refused and is in the store at %s",
                                attempt,
                                stamp);
                case OPEN -> {}
            }
        }
        history.counts().recover(found);
    }

    /** Replays the ledger on a model and compares every step and the end. */
    void replay(Reader reader) {
        var model = new Model();
        ledger(reader).forEach((stamp, row) -> replay(model, stamp, row));
        for (var observation : history.observations()) {
            var notes = new Notes();
            observation.look().look(model.at(observation.stamp()), notes);
            CheckFailed.unless(
                    notes.text().equals(observation.text()),
                    "%s at %s saw%n%s%nbut the model has%n%s",
                    observation.look(),
                    observation.stamp(),
                    observation.text(),
                    notes.text());
        }
        for (Direction direction : Direction.values()) {
            var all = KeyRange.all(Space.DATA);
            assertSame(
                    Model.all(model.at(Stamp.MAX), all, direction),
                    Model.all(reader, all, direction));
        }
    }

    private NavigableMap<Stamp, Row> ledger(Reader reader) {
        var ledger = new TreeMap<Stamp, Row>();
        for (Entry entry : reader.stream(KeyRange.all(Space.LEDGER))) {
            var tuple = entry.tuple();
            Stamp stamp = tuple.stamp(0);
            CheckFailed.unless(
                    stamp.equals(entry.stamp()), "%s says it was written at %s", entry, stamp);
            int number = Math.toIntExact(entry.key().tuple().number(0));
            var attempt = history.attempts().get(number);
            var before = ledger.put(stamp, new Row(attempt, tuple.number(1)));
            CheckFailed.unless(before == null, "two transactions have the stamp %s", stamp);
        }
        return ledger;
    }

    private static void replay(Model model, Stamp stamp, Row row) {
        var attempt = row.attempt();
        CheckFailed.unless(
                stamp.isAfter(attempt.floor()),
                "%s has the stamp %s, and %s had been told before it began",
                attempt,
                stamp,
                attempt.floor());
        String text = run(model, stamp, attempt);
        CheckFailed.unless(
                Notes.hash(text) == row.hash(),
                "%s at %s saw%n%s%nbut in the order of stamps it sees%n%s",
                attempt,
                stamp,
                attempt.seen(row.hash()),
                text);
    }

    private static String run(Model model, Stamp stamp, Attempt attempt) {
        var transaction = new ModelTransaction(model, stamp);
        var notes = new Notes();
        attempt.program().run(attempt.number(), transaction, notes);
        transaction.commit();
        return notes.text();
    }

    private static void assertSame(List<Entry> model, List<Entry> store) {
        CheckFailed.unless(
                text(model).equals(text(store)),
                "the store ends with%n%s%nand the model with%n%s",
                text(store),
                text(model));
    }

    private static String text(List<Entry> entries) {
        var notes = new Notes();
        notes.saw("all", entries);
        return notes.text();
    }
}
