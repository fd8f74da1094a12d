package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What becomes of an operation when a run of it ends, or when it ends without one. */
final class Endings {
    private final Records records;
    private final Lines lines;

    Endings(Records records, Lines lines) {
        this.records = records;
        this.lines = lines;
    }

    /** Ends an operation for good: it leaves its lines, and those behind it may go. */
    Operation end(
            Transaction transaction,
            Operation operation,
            Status.Ended status,
            Records.Change change) {
        Operation ended = records.save(transaction, operation, operation.become(status), change);
        lines.promote(transaction, ended);
        return ended;
    }

    /** Applies the end of a run to the running operation. */
    Operation apply(Transaction transaction, Operation running, Ending ending, String worker) {
        Instant now = records.now();
        return switch (ending) {
            case Ending.Done done ->
                    end(
                            transaction,
                            running,
                            new Status.Succeeded(now, done.output()),
                            Records.Change.of(worker, Event.What.SUCCEEDED));
            case Ending.Cancelled _ -> cancelled(transaction, running, worker);
            case Ending.Expired _ -> expired(transaction, running, worker);
            case Ending.Broken broken -> broken(transaction, running, broken, worker);
            case Ending.Released _ -> {
                var change = Records.Change.of(worker, Event.What.RELEASED);
                yield again(transaction, running, running, change);
            }
            case Ending.Lost _ -> lost(transaction, running, worker);
        };
    }

    Operation cancelled(Transaction transaction, Operation operation, String who) {
        return end(
                transaction,
                operation,
                new Status.Cancelled(records.now()),
                Records.Change.of(who, Event.What.CANCELLED));
    }

    Operation expired(Transaction transaction, Operation operation, String who) {
        return end(
                transaction,
                operation,
                new Status.Expired(records.now()),
                Records.Change.of(who, Event.What.EXPIRED));
    }

    private Operation broken(
            Transaction transaction, Operation running, Ending.Broken broken, String worker) {
        Instant now = records.now();
        Fault fault = broken.fault();
        Optional<Instant> until =
                broken.again()
                        .map((Duration wait) -> now.plus(wait))
                        .filter(time -> time.isBefore(running.work().deadline()));
        if (running.cancelRequest().isPresent()) {
            return cancelled(transaction, running, worker);
        }
        if (until.isEmpty()) {
            return end(
                    transaction,
                    running,
                    new Status.Failed(now, fault),
                    Records.Change.of(worker, Event.What.FAILED, fault));
        }
        Operation waiting =
                running.become(new Status.Waiting(until))
                        .withJournal(running.journal().failed(fault));
        return records.save(
                transaction,
                running,
                waiting,
                Records.Change.of(worker, Event.What.ATTEMPT_FAILED, fault));
    }

    private Operation lost(Transaction transaction, Operation running, String worker) {
        Operation after = running.withJournal(running.journal().lost());
        if (after.journal().takeovers() < Limits.TAKEOVERS_MAX) {
            var change = Records.Change.of(worker, Event.What.WORKER_LOST);
            return again(transaction, running, after, change);
        }
        var fault =
                new Fault(
                        Failure.INTERNAL,
                        "%d workers were lost while they ran this operation, so it is given up"
                                .formatted(Limits.TAKEOVERS_MAX),
                        Map.of(),
                        ((Status.Running) running.status()).step());
        return end(
                transaction,
                running,
                new Status.Failed(records.now(), fault),
                Records.Change.of(worker, Event.What.FAILED, fault));
    }

    private Operation again(
            Transaction transaction, Operation running, Operation after, Records.Change change) {
        if (running.cancelRequest().isPresent()) {
            return cancelled(transaction, running, change.who());
        }
        Operation ready = after.become(new Status.Ready(records.now()));
        return records.save(transaction, running, ready, change);
    }
}
