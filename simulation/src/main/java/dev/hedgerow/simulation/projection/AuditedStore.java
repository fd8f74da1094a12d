package dev.hedgerow.simulation.projection;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.ForwardingStore;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store whose rows of generations are checked after each transaction, as it left them. */
final class AuditedStore extends ForwardingStore {
    private final NavigableMap<Stamp, Rows> known;

    /**
     * @param known what was seen in this life and earlier ones
     */
    AuditedStore(Store store, NavigableMap<Stamp, Rows> known) {
        super(store);
        this.known = known;
    }

    @Override
    public <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function) {
        Outcome<T> outcome = super.transact(options, function);
        audit(outcome.stamp());
        return outcome;
    }

    private void audit(Stamp at) {
        if (known.containsKey(at)) {
            return;
        }
        Rows rows;
        try (var snapshot = snapshot(at)) {
            rows = Rows.read(snapshot);
        } catch (HedgerowException _) {
            // the store has no answer, and so nothing to be held against it
            return;
        }
        rows.check();
        var before = known.lowerEntry(at);
        if (before != null) {
            rows.follows(before.getValue());
        }
        var after = known.higherEntry(at);
        if (after != null) {
            after.getValue().follows(rows);
        }
        known.put(at, rows);
    }
}
