package dev.hedgerow.operations;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads and writes records; the only place where a record or a key that follows from it changes.
 */
final class Records {
    private final Clock clock;

    Records(Clock clock) {
        this.clock = clock;
    }

    /** Wall time in whole milliseconds, as it is stored. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static Optional<Operation> find(Reader reader, OperationId id) {
        return reader.get(Keys.record(id)).map(entry -> OperationCodec.decode(id, entry.value()));
    }

    static Operation require(Reader reader, OperationId id) {
        return find(reader, id)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.OPERATION_NOT_FOUND,
                                "There is no operation %s".formatted(id),
                                Map.of("operation", id.value())));
    }

    /** Writes a new operation. */
    Operation create(Transaction transaction, Operation operation, Change change) {
        return write(transaction, new TreeMap<>(), operation, change);
    }

    /** Writes an operation over what it was before, with the event that says why. */
    Operation save(Transaction transaction, Operation before, Operation after, Change change) {
        return write(transaction, IndexKeys.of(before), after, change);
    }

    private Operation write(
            Transaction transaction, Map<Key, Tuple> old, Operation after, Change change) {
        Operation operation = after.withJournal(after.journal().appended());
        long number = operation.journal().events();
        put(transaction, old, operation);
        Event event =
                new Event(
                        number,
                        now(),
                        change.who(),
                        change.what(),
                        after.journal().attempt(),
                        change.step(),
                        change.note());
        transaction.put(Keys.event(operation.id(), number), Json.bytes(event));
        return operation;
    }

    /** Writes a change that is no news. */
    void saveQuietly(Transaction transaction, Operation before, Operation after) {
        put(transaction, IndexKeys.of(before), after);
    }

    private static void put(Transaction transaction, Map<Key, Tuple> old, Operation operation) {
        transaction.put(Keys.record(operation.id()), OperationCodec.encode(operation));
        Map<Key, Tuple> index = IndexKeys.of(operation);
        index.forEach((key, value) -> {
            if (!value.equals(old.get(key))) {
                transaction.put(key, value);
            }
        });
        old.keySet().stream().filter(key -> !index.containsKey(key)).forEach(transaction::delete);
    }

    /** Forgets an operation that has ended, with everything about it. */
    void purge(Transaction transaction, Operation operation) {
        IndexKeys.of(operation).keySet().forEach(transaction::delete);
        transaction.deleteRange(Keys.news(operation.id()));
        transaction.deleteRange(Keys.steps(operation.id()));
        transaction.delete(Keys.record(operation.id()));
    }

    /**
     * Why a record is written.
     *
     * @param who the actor or the worker
     */
    record Change(String who, Event.What what, Optional<String> step, Optional<String> note) {
        static Change of(String who, Event.What what) {
            return new Change(who, what, Optional.empty(), Optional.empty());
        }

        static Change ofStep(String who, Event.What what, String step) {
            return new Change(who, what, Optional.of(step), Optional.empty());
        }

        static Change of(String who, Event.What what, Fault fault) {
            return new Change(who, what, fault.step(), Optional.of(fault.sentence()));
        }
    }
}
