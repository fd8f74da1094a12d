package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import dev.hedgerow.store.Tuple;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets an act happen once for each idempotency key. The receipt is written in the act's own
 * transaction: it names the act, and what a repetition is told.
 */
final class Once {
    private static final Subspace SERVICE = new Subspace(20, "service");

    private final Store store;
    private final World world;

    Once(Store store, World world) {
        this.store = store;
        this.world = world;
    }

    /**
     * Runs the act, or returns what it came to when it was run with the key before.
     *
     * @param act what is done and to what, all that tells it from another request
     * @param work returns what is to be told, as text
     * @throws HedgerowException TOKEN_REUSED when the key was used for another act
     */
    Told run(Caller caller, Optional<String> key, String act, Function<Transaction, String> work) {
        Store.Outcome<String> outcome =
                store.transact(
                        options(caller, key),
                        tx -> {
                            String told = work.apply(tx);
                            tx.receipt(receipt(act, told));
                            return told;
                        });
        return switch (outcome) {
            case Store.Outcome.Committed<String>(String told, _) -> new Told(told, false);
            case Store.Outcome.Replayed<String>(byte[] receipt, _) ->
                    new Told(told(receipt, act), true);
        };
    }

    /** What the act came to when it was run with the key before. */
    Optional<String> earlier(Caller caller, Optional<String> key, String act) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            Store.Outcome<String> outcome =
                    store.transact(
                            options(caller, key),
                            _ -> {
                                throw new NotYet();
                            });
            return outcome instanceof Store.Outcome.Replayed<String>(byte[] receipt, _)
                    ? Optional.of(told(receipt, act))
                    : Optional.empty();
        } catch (NotYet e) {
            return Optional.empty();
        }
    }

    /** The function of a transaction ran, so its token was not used before. */
    private static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What became of an act, and whether it was an earlier request that did it. */
    record Told(String text, boolean replayed) {}

    /** For an act whose transaction is made below; it is to leave {@link #receipt}. */
    TransactionOptions options(Caller caller, Optional<String> key) {
        return key.map(text ->
                        TransactionOptions.DEFAULT.withToken(
                                new TransactionOptions.Token(
                                        SERVICE.key("once", caller.tenant()),
                                        text,
                                        world.clock().instant())))
                .orElse(TransactionOptions.DEFAULT);
    }

    static byte[] receipt(String act, String told) {
        return Tuple.of(Digests.sha256(act), told).encode();
    }

    /** What the receipt of an equal act says. */
    static String told(byte[] receipt, String act) {
        Tuple row = Tuple.decode(receipt);
        if (!java.util.Arrays.equals(row.bytes(0), Digests.sha256(act))) {
            throw HedgerowException.of(
                    Failure.TOKEN_REUSED,
                    Failure.TOKEN_REUSED.sentence() + ": send a new key with a new request");
        }
        return row.string(1);
    }
}
