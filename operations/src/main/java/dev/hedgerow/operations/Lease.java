package dev.hedgerow.operations;

import dev.hedgerow.kernel.InstanceId;

/**
 * A worker's right to run an operation.
 *
 * @param incarnation which start of the instance; grows with each
 * @param epoch grows with each claim of the operation
 */
public record Lease(InstanceId instance, long incarnation, long epoch) {
    /** Whoever holds it, for events. */
    String worker() {
        return instance + "/" + incarnation;
    }
}
