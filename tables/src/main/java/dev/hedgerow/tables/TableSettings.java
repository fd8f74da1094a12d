package dev.hedgerow.tables;

import java.util.Optional;

/**
 * What a table has besides its keys.
 *
 * @param onDemandSince since 1970 in ms; 0 for a provisioned table
 * @param infrequentAccess its class; kept and reported
 * @param recoverableSince since 1970 in ms; 0 when it cannot be brought back as it was earlier
 */
record TableSettings(
        Throughput throughput,
        long onDemandSince,
        boolean deletionProtection,
        boolean infrequentAccess,
        Optional<Expiry> expiry,
        Optional<StreamView> stream,
        long recoverableSince) {

    /** Of a table that only shows rows of others. */
    static final TableSettings SYSTEM =
            new TableSettings(
                    Throughput.ON_DEMAND, 1, false, false, Optional.empty(), Optional.empty(), 0);

    boolean onDemand() {
        return onDemandSince > 0;
    }

    TableSettings with(Throughput next, long onDemandSinceMillis) {
        return new TableSettings(
                next,
                onDemandSinceMillis,
                deletionProtection,
                infrequentAccess,
                expiry,
                stream,
                recoverableSince);
    }

    TableSettings withProtection(boolean next) {
        return new TableSettings(
                throughput,
                onDemandSince,
                next,
                infrequentAccess,
                expiry,
                stream,
                recoverableSince);
    }

    TableSettings withInfrequentAccess(boolean next) {
        return new TableSettings(
                throughput,
                onDemandSince,
                deletionProtection,
                next,
                expiry,
                stream,
                recoverableSince);
    }

    TableSettings withExpiry(Optional<Expiry> next) {
        return new TableSettings(
                throughput,
                onDemandSince,
                deletionProtection,
                infrequentAccess,
                next,
                stream,
                recoverableSince);
    }

    TableSettings withStream(Optional<StreamView> next) {
        return new TableSettings(
                throughput,
                onDemandSince,
                deletionProtection,
                infrequentAccess,
                expiry,
                next,
                recoverableSince);
    }

    TableSettings withRecoverableSince(long next) {
        return new TableSettings(
                throughput,
                onDemandSince,
                deletionProtection,
                infrequentAccess,
                expiry,
                stream,
                next);
    }
}
