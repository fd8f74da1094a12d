package dev.hedgerow.server.node;

import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;

/**
 * Who this node is. The ids are made at the first start and kept in its own store; the incarnation
 * grows with each start.
 */
record Identity(InstanceId instance, VolumeId volume, long incarnation) {
    private static final Subspace NODE = new Subspace(21, "node");

    /** This start's identity. */
    static Identity next(Store store, World world) {
        var ids = new Ids(world);
        return store.transact(tx -> {
            Key key = NODE.key("identity");
            Identity identity =
                    tx.get(key)
                            .map(entry -> decode(entry.tuple()))
                            .orElseGet(() -> new Identity(ids.instance(), ids.volume(), 0));
            return write(
                    tx,
                    key,
                    new Identity(identity.instance, identity.volume, identity.incarnation + 1));
        });
    }

    private static Identity write(Transaction tx, Key key, Identity identity) {
        tx.put(
                key,
                Tuple.of(identity.instance.value(), identity.volume.value(), identity.incarnation));
        return identity;
    }

    private static Identity decode(Tuple row) {
        return new Identity(
                new InstanceId(row.string(0)), new VolumeId(row.string(1)), row.number(2));
    }
}
