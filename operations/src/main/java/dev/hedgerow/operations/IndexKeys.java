package dev.hedgerow.operations;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.Tuple;
import java.time.Instant;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Every key about an operation that follows from its record, with its value. */
final class IndexKeys {
    private static final Tuple PRESENT = Tuple.of();

    private final Operation operation;
    private final SequencedMap<Key, Tuple> keys = new TreeMap<>();

    private IndexKeys(Operation operation) {
        this.operation = operation;
    }

    static SequencedMap<Key, Tuple> of(Operation operation) {
        var index = new IndexKeys(operation);
        index.origin();
        index.targets();
        index.status();
        return index.keys;
    }

    private void origin() {
        Origin origin = operation.origin();
        origin.idempotencyKey()
                .ifPresent(key ->
                        keys.put(
                                Keys.token(origin.tenant(), key),
                                Tuple.of(operation.id().value())));
        origin.parent().ifPresent(parent -> keys.put(Keys.child(parent, operation.id()), PRESENT));
    }

    private void targets() {
        boolean waiting = operation.status() instanceof Status.Waiting;
        for (Operation.Place place : operation.work().places()) {
            keys.put(Keys.line(place, operation.id()), PRESENT);
            if (!operation.state().ended()) {
                keys.put(Keys.open(place, operation.id()), Tuple.of(waiting));
            }
        }
    }

    private void status() {
        Operation.Work work = operation.work();
        switch (operation.status()) {
            case Status.Waiting waiting -> {
                timer(work.deadline());
                waiting.until().ifPresent(this::timer);
            }
            case Status.Ready ready -> {
                timer(work.deadline());
                long rank = ready.since().plus(work.lane().handicap()).toEpochMilli();
                keys.put(Keys.queue(rank, operation.id()), Tuple.of(work.kind()));
            }
            case Status.Running running ->
                    keys.put(Keys.lease(operation.id()), lease(running.lease()));
            case Status.Ended ended -> timer(ended.at().plus(work.retention()));
        }
    }

    private void timer(Instant at) {
        keys.put(Keys.timer(at.toEpochMilli(), operation.id()), PRESENT);
    }

    static Tuple lease(Lease lease) {
        return Tuple.of(lease.instance().value(), lease.incarnation(), lease.epoch());
    }
}
