package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.operations.Lane;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.State;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.operations.Target;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The operation that brings a table to where its row says it is going: a table that is being
 * created becomes active, an index that is being created gets the rows of the items from before,
 * one that is being deleted loses its rows, and so does a whole table; what is restored is loaded
 * and becomes visible at once. Each bit of it is a transaction of its own that first looks whether
 * the row still says so, and may be done twice; so it does not matter where a node died.
 *
 * <p>Whoever cancels it while an index is being created gives up the index; while a table is being
 * restored, the table.
 */
final class Tending implements OperationType<Tending.Request> {
    static final String KIND = "tend-table";
    static final Origin ORIGIN = Origin.of("tables", "tables");

    private final Store store;
    private final TableRows rows;
    private final Operations operations;
    private final List<Task> tasks;

    /** Something that is done to a table bit by bit. */
    interface Task {
        /** What the operation calls it when there is something to do for the table. */
        Optional<String> name(TableSchema table);

        /** Does all of it. */
        void run(TableSchema table, Steps steps);
    }

    Tending(Store store, TableRows rows, Operations operations, List<Task> tasks) {
        this.store = store;
        this.rows = rows;
        this.operations = operations;
        this.tasks = tasks;
    }

    /** As stored. */
    record Request(long table, String name) {}

    static Target target(long table) {
        return Target.exclusive("table", Long.toString(table));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public List<Target> targets(Request request) {
        return List.of(target(request.table()));
    }

    @Override
    public Lane lane() {
        return Lane.INTERACTIVE;
    }

    @Override
    public Duration deadline() {
        return Duration.ofDays(30);
    }

    @Override
    public Duration retention() {
        return Duration.ofDays(1);
    }

    /** Asks for it, in the transaction that puts something on its way. */
    void ask(Transaction tx, TableSchema table) {
        var _ = operations.enqueue(tx, this, new Request(table.id(), table.name()), ORIGIN);
    }

    /**
     * Asks again where nobody is at it: for a table whose operation failed too often. Where it was
     * cancelled, an index that was being created is given up.
     */
    void askAgain(TableSchema table) {
        var _ =
                store.transact(tx -> {
                    Optional<TableSchema> now = rows.find(tx, table);
                    boolean idle =
                            now.filter(TableSchema::isOnItsWay).isPresent()
                                    && !operations.inFlight(tx, target(table.id()));
                    if (idle) {
                        boolean cancelled =
                                operations
                                        .latest(target(table.id()))
                                        .filter(last -> last.state() == State.CANCELLED)
                                        .isPresent();
                        if (cancelled) {
                            giveUp(tx, now.get());
                        }
                        ask(tx, now.get());
                    }
                    return idle;
                });
    }

    @Override
    public void run(Request request, Steps steps) {
        try {
            for (Task task : tasks) {
                Optional<TableSchema> table = find(request);
                if (table.isEmpty()) {
                    return;
                }
                Optional<String> name = task.name(table.get());
                if (name.isPresent()) {
                    steps.run(name.get(), () -> task.run(table.get(), steps));
                }
            }
        } catch (HedgerowException e) {
            if (e.failure() == Failure.CANCELLED) {
                giveUpIfAsked(request, steps);
            }
            throw e;
        }
    }

    private Optional<TableSchema> find(Request request) {
        try (Store.Snapshot now = store.snapshot()) {
            return rows.find(now, request.name())
                    .map(TableRows.Found::schema)
                    .filter(table -> table.id() == request.table());
        }
    }

    /** An interrupted wait fails alike, and is no reason. */
    private void giveUpIfAsked(Request request, Steps steps) {
        var _ =
                store.transact(tx -> {
                    boolean asked =
                            operations
                                    .find(tx, steps.id())
                                    .flatMap(Operation::cancelRequest)
                                    .isPresent();
                    Optional<TableSchema> table =
                            rows.find(tx, request.name())
                                    .map(TableRows.Found::schema)
                                    .filter(now -> now.id() == request.table());
                    if (asked && table.isPresent()) {
                        giveUp(tx, table.get());
                        ask(tx, table.get());
                    }
                    return asked;
                });
    }

    private static void giveUp(Transaction tx, TableSchema table) {
        TableSchema after = table;
        if (table.state() == TableSchema.State.CREATING
                && Restore.find(tx, table.id()).filter(restore -> !restore.done()).isPresent()) {
            TableRows.put(tx, table.with(TableSchema.State.DELETING));
            return;
        }
        for (IndexSchema index : table.indexes()) {
            boolean made =
                    index.state() == IndexSchema.State.CREATING
                            || index.state() == IndexSchema.State.BACKFILLING;
            if (made) {
                after = after.with(index.with(IndexSchema.State.DELETING));
            }
        }
        if (!after.equals(table)) {
            TableRows.put(tx, after.with(TableSchema.State.UPDATING));
        }
    }
}
