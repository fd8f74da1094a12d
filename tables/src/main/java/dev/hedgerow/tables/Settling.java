package dev.hedgerow.tables;

import dev.hedgerow.operations.Steps;
import dev.hedgerow.store.Store;
import java.util.Optional;

/** Makes a table active that was created or changed, so that indexes can be filled behind it. */
final class Settling implements Tending.Task {
    private final Store store;
    private final TableRows rows;

    Settling(Store store, TableRows rows) {
        this.store = store;
        this.rows = rows;
    }

    @Override
    public Optional<String> name(TableSchema table) {
        return table.settled().equals(table) ? Optional.empty() : Optional.of("settle");
    }

    @Override
    public void run(TableSchema table, Steps steps) {
        var _ =
                store.transact(tx -> {
                    Optional<TableSchema> now = rows.find(tx, table);
                    now.ifPresent(found -> TableRows.put(tx, found.settled()));
                    return now.isPresent();
                });
    }
}
