package dev.hedgerow.tables;

import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.util.function.BiFunction;

/** Every write of a request goes through here: one transaction of the store. */
final class Writes {
    private final Store store;
    private final TableRows rows;
    private final SystemTables system;

    Writes(Store store, TableRows rows, SystemTables system) {
        this.store = store;
        this.rows = rows;
        this.system = system;
    }

    /** Runs the function in a transaction, perhaps several times. */
    <T> T transact(BiFunction<Transaction, Lookup, T> function) {
        return store.transact(
                        TransactionOptions.DEFAULT,
                        tx -> function.apply(tx, new Lookup(rows, system, tx)))
                .committed()
                .value();
    }
}
