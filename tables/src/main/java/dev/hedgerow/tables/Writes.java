package dev.hedgerow.tables;

import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Every write of a request goes through here: one transaction of the store. */
final class Writes {
    private final Store store;
    private final Lookup.Known known;

    Writes(Store store, Lookup.Known known) {
        this.store = store;
        this.known = known;
    }

    /** Runs the function in a transaction, perhaps several times. */
    <T> T transact(BiFunction<Transaction, Lookup, T> function) {
        return store.transact(
                        TransactionOptions.DEFAULT, tx -> function.apply(tx, new Lookup(known, tx)))
                .committed()
                .value();
    }

    /** Runs it once, and does not wait for what becomes of it; see {@link Store#begin}. */
    <T> void begin(BiFunction<Transaction, Lookup, T> function, Consumer<Store.Begun<T>> told) {
        store.begin(tx -> function.apply(tx, new Lookup(known, tx)), told);
    }
}
