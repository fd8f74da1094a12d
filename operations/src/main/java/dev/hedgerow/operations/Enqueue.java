package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates operations: record, target entries, queue entry and event in the caller's transaction.
 */
final class Enqueue {
    private final Ids ids;
    private final Records records;
    private final Lines lines;

    Enqueue(World world, Records records, Lines lines) {
        this.ids = new Ids(world);
        this.records = records;
        this.lines = lines;
    }

    <Q> OperationId enqueue(
            Transaction transaction, OperationType<Q> type, Q request, Origin origin) {
        String json =
                Limits.sized(
                        type.kind() + " request", Json.write(request), Limits.REQUEST_CHARS_MAX);
        Optional<OperationId> made = made(transaction, type.kind(), json, origin);
        if (made.isPresent()) {
            return made.get();
        }
        Instant now = records.now();
        var work =
                new Operation.Work(
                        type.kind(),
                        type.version(),
                        json,
                        lines.join(transaction, targets(type, request)),
                        type.lane(),
                        now.plus(type.deadline()),
                        type.retention());
        var waiting =
                new Operation(
                        ids.operation(),
                        work,
                        origin,
                        now,
                        Operation.Journal.EMPTY,
                        Optional.empty(),
                        new Status.Waiting(Optional.empty()));
        Operation operation =
                Lines.blocked(transaction, waiting)
                        ? waiting
                        : waiting.become(new Status.Ready(now));
        var change = Records.Change.of(origin.actor(), Event.What.CREATED);
        return records.create(transaction, operation, change).id();
    }

    private static Optional<OperationId> made(
            Transaction transaction, String kind, String request, Origin origin) {
        return origin.idempotencyKey()
                .flatMap(key -> transaction.get(Keys.token(origin.tenant(), key)))
                .map(entry -> new OperationId(entry.tuple().string(0)))
                .map(id -> {
                    var work = Records.require(transaction, id).work();
                    if (!work.kind().equals(kind) || !work.request().equals(request)) {
                        throw reused(id, origin);
                    }
                    return id;
                });
    }

    private static HedgerowException reused(OperationId id, Origin origin) {
        return HedgerowException.of(
                Failure.TOKEN_REUSED,
                "The idempotency key '%s' was used for operation %s with another request; use a new one"
                        .formatted(origin.idempotencyKey().orElseThrow(), id),
                Map.of("operation", id.value()));
    }

    private static <Q> List<Target> targets(OperationType<Q> type, Q request) {
        List<Target> targets = type.targets(request);
        boolean twice =
                targets.stream().anyMatch(a -> targets.stream().filter(a::sameThing).count() > 1);
        if (targets.isEmpty() || targets.size() > Limits.TARGETS_MAX || twice) {
            throw new IllegalStateException(
                    "%s must have 1 to %d different targets, not %s"
                            .formatted(type.kind(), Limits.TARGETS_MAX, targets));
        }
        return targets;
    }
}
