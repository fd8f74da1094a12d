package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Does what is due: back-offs that are over, deadlines that have passed, retention. */
final class Timers {
    private static final int BATCH = 256;
    private static final OperationId FIRST = new OperationId("op_" + "0".repeat(26));

    private final Core core;

    Timers(Core core) {
        this.core = core;
    }

    /**
     * Fires what is due.
     *
     * @return when the next timer is, if there is one
     */
    Optional<Instant> fire() {
        Instant now = core.records().now();
        Key later = Keys.timer(now.toEpochMilli() + 1, FIRST);
        KeyRange due = Keys.timers().before(later);
        List<Entry> batch = first(due, BATCH);
        while (!batch.isEmpty()) {
            batch.forEach(entry ->
                    core.alone(
                            "Timer " + entry.key(),
                            () -> core.store().transact(tx -> look(tx, entry, now))));
            due = due.after(batch.getLast().key());
            batch = first(due, BATCH);
        }
        return first(Keys.timers().startingAt(later), 1).stream()
                .map(entry -> Instant.ofEpochMilli(entry.key().tuple().number(1)))
                .findFirst();
    }

    private List<Entry> first(KeyRange range, int limit) {
        try (Store.Snapshot snapshot = core.store().snapshot()) {
            return snapshot.scan(range, limit, Direction.ASCENDING);
        }
    }

    private boolean look(Transaction transaction, Entry timer, Instant now) {
        if (transaction.get(timer.key()).isEmpty()) {
            return false;
        }
        Operation operation = Records.require(transaction, Keys.lastId(timer.key()));
        boolean late = !operation.work().deadline().isAfter(now);
        switch (operation.status()) {
            case Status.Ended _ -> core.records().purge(transaction, operation);
            case Status.Waiting _, Status.Ready _ when late ->
                    core.endings().expired(transaction, operation, "deadline");
            case Status.Waiting _ -> backOffIsOver(transaction, operation);
            case Status.Ready _, Status.Running _ ->
                    throw new IllegalStateException("no timer belongs to " + operation.status());
        }
        return true;
    }

    private void backOffIsOver(Transaction transaction, Operation operation) {
        if (Lines.blocked(transaction, operation)) {
            var forTargets = new Status.Waiting(Optional.empty());
            core.records().saveQuietly(transaction, operation, operation.withStatus(forTargets));
        } else {
            core.lines().ready(transaction, operation, "timer");
        }
    }
}
