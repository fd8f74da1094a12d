package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failpoints;

/** The failpoints of the fleet's procedures. */
record Steps(Failpoints<Allocate> allocate, Failpoints<Attach> attach, Failpoints<Remove> remove) {
    static Steps none() {
        return new Steps(Failpoints.none(), Failpoints.none(), Failpoints.none());
    }

    enum Allocate {
        CHOSEN,
        ROW_WRITTEN,
        SLOT_TAKEN,
        INDEXED,
        COMMITTED
    }

    enum Attach {
        EPOCH_RAISED,
        PROVIDER_ATTACHED,
        RECORDED,
        DETACHING_RECORDED,
        PROVIDER_DETACHED
    }

    enum Remove {
        TOMBSTONE_WRITTEN,
        FILES_REMOVED
    }
}
