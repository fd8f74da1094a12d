package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Protects moments of the past, and sees that each can be read for as long as it is protected. It
 * remembers only what it knows for certain.
 */
final class Keeper {
    private static final int NAMES = 3;

    private final History history;
    private final RandomGenerator chance;
    private final TreeMap<Integer, Stamp> kept = new TreeMap<>();

    Keeper(History history, RandomGenerator chance) {
        this.history = history;
        this.chance = chance;
    }

    /** Works until its thread dies. */
    void work(Store store, World world) {
        while (true) {
            world.clock().sleep(Duration.ofNanos(chance.nextLong(8_000_000)));
            try {
                switch (chance.nextInt(4)) {
                    case 0 ->
                            history.earlier(chance)
                                    .ifPresent(at -> protect(store, chance.nextInt(NAMES), at));
                    case 1 -> unprotect(store, chance.nextInt(NAMES));
                    default -> check(store);
                }
            } catch (HedgerowException _) {
                // the store is closed or its disk has failed
            }
        }
    }

    private void protect(Store store, int name, Stamp at) {
        change(store, name, tx -> tx.protect(Space.DATA.key("protected", name), at));
        kept.put(name, at);
    }

    private void unprotect(Store store, int name) {
        change(store, name, tx -> tx.unprotect(Space.DATA.key("protected", name)));
    }

    /** From here until it is told the outcome, it does not know what is protected. */
    private void change(Store store, int name, Consumer<Transaction> how) {
        var before = kept.remove(name);
        try {
            store.transact(tx -> {
                how.accept(tx);
                return name;
            });
        } catch (HedgerowException e) {
            if (e.failure() == Failure.HISTORY_GONE && before != null) {
                kept.put(name, before);
            }
            throw e;
        }
    }

    /** Every moment that is protected shows what it showed. */
    void check(Store store) {
        List<Stamp> moments = new ArrayList<>(kept.values());
        for (Stamp at : moments) {
            try (var snapshot = store.snapshot(at)) {
                history.observedPast(chance.nextLong(), snapshot);
            } catch (HedgerowException e) {
                boolean stillKept = kept.containsValue(at);
                CheckFailed.unless(
                        !stillKept || e.failure() != Failure.HISTORY_GONE,
                        "%s is protected and gone",
                        at);
            }
        }
    }
}
