package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes operations from the queue for one runner, and proves and renews its holds on them. */
final class Claims {
    /** Queue entries looked at for one of a known kind. */
    private static final int LOOK_MAX = 4096;

    private final Core core;
    private final InstanceId instance;
    private final long incarnation;
    private final Set<String> kinds;

    Claims(Core core, InstanceId instance, long incarnation, Set<String> kinds) {
        this.core = core;
        this.instance = instance;
        this.incarnation = incarnation;
        this.kinds = kinds;
    }

    /** Claims the first operation of the queue that is of a known kind. */
    Optional<Operation> claim() {
        try (Store.Snapshot snapshot = core.store().snapshot()) {
            int looked = 0;
            for (Entry entry : snapshot.stream(Keys.queue())) {
                if (looked++ == LOOK_MAX) {
                    break;
                }
                if (kinds.contains(entry.tuple().string(0))) {
                    OperationId id = Keys.lastId(entry.key());
                    Optional<Operation> claimed =
                            core.alone(
                                            "Queue entry " + entry.key(),
                                            () -> core.store().transact(tx -> claim(tx, id)))
                                    .flatMap(operation -> operation);
                    if (claimed.isPresent()) {
                        return claimed;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Operation> claim(Transaction transaction, OperationId id) {
        return Records.find(transaction, id)
                .filter(operation -> operation.status() instanceof Status.Ready)
                .map(ready -> claim(transaction, ready));
    }

    private Operation claim(Transaction transaction, Operation ready) {
        var now = core.records().now();
        Operation.Journal journal = ready.journal().claimed(now);
        var lease = new Lease(instance, incarnation, journal.epoch());
        Operation running =
                ready.become(new Status.Running(lease, now, Optional.empty())).withJournal(journal);
        var change = Records.Change.of(lease.worker(), Event.What.CLAIMED);
        return core.records().save(transaction, ready, running, change);
    }

    /**
     * The operation, if the claim still holds; whatever the transaction does is then done under it.
     *
     * @throws HedgerowException STALE_EPOCH when it does not
     */
    static Operation guard(Transaction transaction, Claim claim) {
        Optional<Operation> operation = Records.find(transaction, claim.id());
        if (operation.filter(found -> holds(found, claim.lease())).isEmpty()) {
            claim.lost();
            throw stale(claim);
        }
        return operation.get();
    }

    static HedgerowException stale(Claim claim) {
        return HedgerowException.of(
                Failure.STALE_EPOCH,
                "Operation %s is not run by %s under epoch %d any more"
                        .formatted(claim.id(), claim.lease().worker(), claim.lease().epoch()),
                Map.of("operation", claim.id().value(), "epoch", claim.lease().epoch()));
    }

    private static boolean holds(Operation operation, Lease lease) {
        return operation.status() instanceof Status.Running running
                && running.lease().equals(lease);
    }

    /** Renews the leases in one transaction, and leaves hints at those that are gone. */
    void renew(Collection<Claim> claims) {
        long nanos = core.world().clock().nanos();
        core.store()
                .transact(tx -> {
                    claims.forEach(claim -> renew(tx, claim));
                    return claims.size();
                });
        claims.forEach(claim -> claim.renewed(nanos));
    }

    private static void renew(Transaction transaction, Claim claim) {
        Optional<Operation> operation =
                Records.find(transaction, claim.id()).filter(found -> holds(found, claim.lease()));
        if (operation.isEmpty()) {
            claim.lost();
        } else {
            transaction.put(Keys.lease(claim.id()), IndexKeys.lease(claim.lease()));
            operation.get().cancelRequest().ifPresent(_ -> claim.cancelRequested());
        }
    }
}
