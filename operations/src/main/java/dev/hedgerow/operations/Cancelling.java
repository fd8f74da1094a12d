package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ends what does not run, asks what runs to stop. */
final class Cancelling {
    private final Records records;
    private final Endings endings;

    Cancelling(Records records, Endings endings) {
        this.records = records;
        this.endings = endings;
    }

    Operation cancel(Transaction transaction, OperationId id, String actor) {
        Operation operation = Records.require(transaction, id);
        return switch (operation.status()) {
            case Status.Waiting _, Status.Ready _ ->
                    endings.cancelled(transaction, operation, actor);
            case Status.Running _ -> ask(transaction, operation, actor);
            case Status.Ended _ -> operation;
        };
    }

    private Operation ask(Transaction transaction, Operation running, String actor) {
        if (running.cancelRequest().isPresent()) {
            return running;
        }
        var request = new Operation.CancelRequest(actor, records.now());
        return records.save(
                transaction,
                running,
                running.withCancelRequest(request),
                Records.Change.of(actor, Event.What.CANCEL_REQUESTED));
    }

    List<OperationId> cancelAll(Transaction transaction, Target target, String actor) {
        List<Entry> open =
                new ArrayList<>(
                        transaction.scan(Keys.open(target), Limits.LINE_MAX, Direction.ASCENDING));
        // the last in line first, so that nobody becomes ready only to be cancelled
        open.sort(Comparator.comparingLong((Entry entry) -> Lines.placeOf(entry.key())).reversed());
        return open.stream()
                .map(entry -> cancel(transaction, Keys.lastId(entry.key()), actor))
                .filter(operation -> !operation.state().ended())
                .map(Operation::id)
                .toList();
    }
}
