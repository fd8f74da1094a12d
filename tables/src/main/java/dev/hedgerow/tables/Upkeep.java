package dev.hedgerow.tables;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The operation that does what comes with time: it takes away items whose time has come and records
 * of streams that are a day old, and asks again for what is on its way and has nobody at it. A
 * table that cannot be looked at now is looked at the next time.
 */
final class Upkeep extends Chore {
    private static final Duration EVERY = Duration.ofMinutes(1);
    static final String KIND = "look-after-tables";

    /** How long records of streams can be asked for. */
    static final Duration CHANGES_KEPT = Duration.ofHours(24);

    /** How long they are there: whoever begins at the oldest has time to get ahead of the end. */
    static final Duration CHANGES_STAY = CHANGES_KEPT.plus(ShardIterator.VALID);

    /** Items whose time came longer ago are left alone: their attribute means something else. */
    private static final long OLD_SECONDS = Duration.ofDays(5 * 365).toSeconds();

    private static final int PAGE = 100;
    private static final int ITEMS_AT_ONCE = 25;
    private static final int RECORDS_AT_ONCE = 100;

    /** Transactions for one table or stream before the others have their turn. */
    private static final int TURN = 200;

    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

    private final Store store;
    private final TableRows rows;
    private final Tending tending;
    private final Clock clock;

    Upkeep(Store store, TableRows rows, Tending tending, Clock clock) {
        super(KIND, EVERY);
        this.store = store;
        this.rows = rows;
        this.tending = tending;
        this.clock = clock;
    }

    @Override
    public void run(Request request, Steps steps) {
        boolean more = true;
        while (more) {
            more = false;
            Optional<String> after = Optional.empty();
            List<TableSchema> tables;
            do {
                tables = page(after);
                for (TableSchema table : tables) {
                    more |= look(table, steps);
                }
                after = tables.stream().reduce((_, last) -> last).map(TableSchema::name);
            } while (tables.size() == PAGE);
            more |= trimAll(steps);
        }
    }

    private List<TableSchema> page(Optional<String> after) {
        try (Store.Snapshot now = store.snapshot()) {
            return rows.list(now, after, PAGE);
        }
    }

    /** Looks at one table; whether there is more to do than was its turn. */
    private boolean look(TableSchema table, Steps steps) {
        steps.progress().check();
        try {
            if (table.isOnItsWay()) {
                tending.askAgain(table);
            }
            return table.settings().expiry().isPresent() && expire(table, steps);
        } catch (HedgerowException e) {
            if (e.failure() != Failure.TRANSACTION_CONFLICT) {
                throw e;
            }
            LOG.log(Level.INFO, "The table " + table.name() + " is looked at again later", e);
            return false;
        }
    }

    /** Takes items away whose time has come; whether more of them are left than was its turn. */
    private boolean expire(TableSchema table, Steps steps) {
        for (int i = 0; i < TURN; i++) {
            steps.progress().check();
            long now = clock.instant().getEpochSecond();
            int found = store.transact(tx -> expire(tx, table, now));
            if (found < ITEMS_AT_ONCE) {
                return false;
            }
        }
        return true;
    }

    private int expire(Transaction tx, TableSchema table, long now) {
        Optional<TableSchema> found = rows.find(tx, table);
        Optional<Expiry> expiry =
                found.flatMap(schema -> schema.settings().expiry())
                        .filter(each -> each.state() == Expiry.State.ENABLED);
        if (expiry.isEmpty() || found.get().state() == TableSchema.State.DELETING) {
            return 0;
        }
        KeyRange due =
                ItemSpace.expiring(table.id(), expiry.get().number(), now - OLD_SECONDS, now + 1);
        List<Entry> over = tx.unchecked().scan(due, ITEMS_AT_ONCE, Direction.ASCENDING);
        for (int i = 0; i < over.size(); i++) {
            boolean _ = ItemWriter.expire(tx, found.get(), expiry.get(), over.get(i).key(), i, now);
        }
        return over.size();
    }

    private boolean trimAll(Steps steps) {
        boolean more = false;
        KeyRange rest = StreamTable.all();
        List<Entry> streams;
        do {
            try (Store.Snapshot now = store.snapshot()) {
                streams = now.scan(rest, PAGE, Direction.ASCENDING);
            }
            for (Entry stream : streams) {
                more |= trim(StreamTable.decode(stream), steps);
                rest = rest.after(stream.key());
            }
        } while (streams.size() == PAGE);
        return more;
    }

    /** Takes old records away; whether more of them are left than was its turn. */
    private boolean trim(StreamTable.Row stream, Steps steps) {
        Stamp oldest = Stamp.at(clock.instant().minus(CHANGES_STAY));
        long id = stream.stream().id();
        KeyRange old =
                ChangeRows.all(id).before(ChangeRows.key(id, new ChangeRows.Position(oldest, 0)));
        for (int i = 0; i < TURN; i++) {
            steps.progress().check();
            int found = store.transact(tx -> take(tx, old));
            if (found < RECORDS_AT_ONCE) {
                forget(stream, oldest);
                return false;
            }
        }
        return true;
    }

    private static int take(Transaction tx, KeyRange range) {
        List<Entry> found = tx.unchecked().scan(range, RECORDS_AT_ONCE, Direction.ASCENDING);
        found.forEach(row -> tx.delete(row.key()));
        return found.size();
    }

    /** A stream that ended as long ago as records are kept has none any more, and goes. */
    private void forget(StreamTable.Row stream, Stamp oldest) {
        if (stream.closed().filter(closed -> oldest.isAfter(closed)).isPresent()) {
            Key key = StreamTable.key(stream.table(), stream.label());
            var _ =
                    store.transact(tx -> {
                        tx.delete(key);
                        return true;
                    });
        }
    }
}
