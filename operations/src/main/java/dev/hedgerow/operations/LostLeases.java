package dev.hedgerow.operations;

import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds operations whose worker is gone and puts them back into the queue. A lease is dead when it
 * has been seen unrenewed for its whole time on this node's own monotonic clock, or when it belongs
 * to an earlier incarnation of this node.
 */
final class LostLeases {
    private final Core core;
    private final InstanceId instance;
    private final long incarnation;
    private final Duration leaseTime;
    private Map<OperationId, Sighting> sightings = Map.of();

    LostLeases(Core core, InstanceId instance, long incarnation, Duration leaseTime) {
        this.core = core;
        this.instance = instance;
        this.incarnation = incarnation;
        this.leaseTime = leaseTime;
    }

    /** Looks at all leases; to be called more often than a lease lasts. */
    void sweep() {
        List<Entry> dead = new ArrayList<>();
        Map<OperationId, Sighting> seen = new LinkedHashMap<>();
        try (Store.Snapshot snapshot = core.store().snapshot()) {
            for (Entry entry : snapshot.stream(Keys.leases())) {
                OperationId id = Keys.lastId(entry.key());
                Sighting sighting = sighting(id, entry.stamp());
                seen.put(id, sighting);
                if (own(entry.tuple()) || sighting.olderThan(leaseTime, nanos())) {
                    dead.add(entry);
                }
            }
        }
        sightings = seen;
        dead.forEach(entry ->
                core.alone(
                        "Lease " + entry.key(),
                        () -> core.store().transact(tx -> requeue(tx, entry))));
    }

    private Sighting sighting(OperationId id, Stamp renewal) {
        Sighting before = sightings.get(id);
        return before != null && before.renewal.equals(renewal)
                ? before
                : new Sighting(renewal, nanos());
    }

    private long nanos() {
        return core.world().clock().nanos();
    }

    private boolean own(Tuple lease) {
        return lease.string(0).equals(instance.value()) && lease.number(1) < incarnation;
    }

    /** Unless it was renewed or claimed anew since. */
    private Optional<Operation> requeue(Transaction transaction, Entry dead) {
        boolean unchanged =
                transaction
                        .get(dead.key())
                        .filter(entry -> entry.stamp().equals(dead.stamp()))
                        .isPresent();
        if (!unchanged) {
            return Optional.empty();
        }
        Operation running = Records.require(transaction, Keys.lastId(dead.key()));
        String worker = ((Status.Running) running.status()).lease().worker();
        return Optional.of(core.endings().apply(transaction, running, new Ending.Lost(), worker));
    }

    /**
     * @param renewal the commit that wrote the lease last
     * @param sinceNanos when it was first seen so
     */
    private record Sighting(Stamp renewal, long sinceNanos) {
        boolean olderThan(Duration time, long nanos) {
            return nanos - sinceNanos >= time.toNanos();
        }
    }
}
