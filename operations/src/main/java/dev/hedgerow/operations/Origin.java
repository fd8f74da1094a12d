package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import java.util.Optional;

/**
 * Who asked for an operation, for whom, and from where.
 *
 * @param idempotencyKey at most one operation of the tenant is made with it
 * @param parent the operation whose step made this one
 */
public record Origin(
        String actor,
        String tenant,
        Optional<String> idempotencyKey,
        Optional<OperationId> parent) {
    public Origin {
        Limits.name("actor", actor, Limits.NAME_CHARS_MAX);
        Limits.name("tenant", tenant, Limits.NAME_CHARS_MAX);
        idempotencyKey.ifPresent(key -> Limits.name("idempotency key", key, Limits.NAME_CHARS_MAX));
    }

    public static Origin of(String actor, String tenant) {
        return new Origin(actor, tenant, Optional.empty(), Optional.empty());
    }

    public Origin withIdempotencyKey(String key) {
        return new Origin(actor, tenant, Optional.of(key), parent);
    }

    public Origin withParent(OperationId operation) {
        return new Origin(actor, tenant, idempotencyKey, Optional.of(operation));
    }
}
