package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.tables.TableSchema.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings tables to where their rows say they are going: a table that is being created becomes
 * active, one that is being deleted loses its items bit by bit and then its row. Every step is a
 * transaction of its own and may be done by anybody, at any time, twice; so it does not matter
 * where a node died.
 */
final class TableKeeper implements AutoCloseable {
    /** Items of a table taken away in one transaction; each may have 400 KB. */
    private static final int ITEMS_AT_ONCE = 32;

    private static final int TABLES_AT_ONCE = 100;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Store store;
    private final TableRows rows;
    private final World world;
    private final Store.Watch changes;
    private volatile boolean closed;

    TableKeeper(Store store, TableRows rows, World world) {
        this.store = store;
        this.rows = rows;
        this.world = world;
        changes = store.watch(TableRows.all());
        world.threads().start("tables", this::run);
    }

    private void run() {
        while (!closed) {
            try {
                tend();
                changes.await(LOOK);
            } catch (HedgerowException e) {
                if (closed
                        || e.failure() == Failure.SHUTTING_DOWN
                        || e.failure() == Failure.CANCELLED) {
                    return;
                }
                world.clock().sleep(AFTER_FAILURE);
            }
        }
    }

    /** One look at all tables; ends when none is on its way any more. */
    void tend() {
        Optional<String> after = Optional.empty();
        while (!closed) {
            List<TableSchema> tables = page(after);
            for (TableSchema table : tables) {
                switch (table.state()) {
                    case CREATING -> settle(table);
                    case DELETING -> remove(table);
                    case ACTIVE, UPDATING -> {}
                }
            }
            if (tables.size() < TABLES_AT_ONCE) {
                return;
            }
            after = Optional.of(tables.getLast().name());
        }
    }

    private List<TableSchema> page(Optional<String> after) {
        try (Store.Snapshot now = store.snapshot()) {
            return new ArrayList<>(rows.list(now, after, TABLES_AT_ONCE));
        }
    }

    private void settle(TableSchema table) {
        store.transact(tx -> {
            rows.find(tx, table.name())
                    .map(TableRows.Found::schema)
                    .filter(now -> now.id() == table.id() && now.state() == State.CREATING)
                    .ifPresent(now -> TableRows.put(tx, now.with(State.ACTIVE)));
            return true;
        });
    }

    private void remove(TableSchema table) {
        while (!closed && removeSome(table)) {
            // nobody writes to a table that is being deleted: what is gone stays gone
        }
    }

    private boolean removeSome(TableSchema table) {
        return store.transact(tx -> {
            Optional<TableSchema> now =
                    rows.find(tx, table.name())
                            .map(TableRows.Found::schema)
                            .filter(found -> found.id() == table.id());
            if (now.isEmpty() || now.get().state() != State.DELETING) {
                return false;
            }
            List<Entry> items =
                    tx.unchecked()
                            .scan(ItemSpace.all(table.id()), ITEMS_AT_ONCE, Direction.ASCENDING);
            items.forEach(item -> tx.delete(item.key()));
            if (items.isEmpty()) {
                TableRows.remove(tx, table.name());
            }
            return !items.isEmpty();
        });
    }

    @Override
    public void close() {
        closed = true;
        changes.close();
    }
}
