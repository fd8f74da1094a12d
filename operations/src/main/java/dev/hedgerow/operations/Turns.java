package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Creates the operations of schedules whose turn has come, whichever node is first. */
final class Turns {
    private static final int BATCH = 256;

    private final Core core;
    private final Enqueue enqueue;
    private final Types types;

    Turns(Core core, Enqueue enqueue, Types types) {
        this.core = core;
        this.enqueue = enqueue;
        this.types = types;
    }

    /**
     * Takes the turns that are due.
     *
     * @return when the next one is, if there is one
     */
    Optional<Instant> take() {
        Instant now = core.records().now();
        Key later = Keys.turn(now.toEpochMilli() + 1, "");
        KeyRange due = Keys.turns().before(later);
        List<Entry> batch = first(due, BATCH);
        while (!batch.isEmpty()) {
            batch.forEach(entry ->
                    core.alone(
                            "Turn " + entry.key(),
                            () -> core.store().transact(tx -> take(tx, entry, now))));
            due = due.after(batch.getLast().key());
            batch = first(due, BATCH);
        }
        return first(Keys.turns().startingAt(later), 1).stream()
                .map(entry -> Instant.ofEpochMilli(entry.key().tuple().number(1)))
                .findFirst();
    }

    private List<Entry> first(KeyRange range, int limit) {
        try (Store.Snapshot snapshot = core.store().snapshot()) {
            return snapshot.scan(range, limit, Direction.ASCENDING);
        }
    }

    private boolean take(Transaction transaction, Entry turn, Instant now) {
        if (transaction.get(turn.key()).isEmpty()) {
            return false;
        }
        Schedule schedule = ScheduleRows.require(transaction, turn.key().tuple().string(2));
        Optional<OperationType<?>> type = types.find(schedule.job().kind());
        if (type.isEmpty()) {
            // another node knows the kind
            return false;
        }
        Optional<Operation> last = last(transaction, schedule);
        Schedule.Course course = judged(schedule.course(), last).at(next(schedule, now));
        boolean left = schedule.plan().overlap() == Schedule.Overlap.SKIP && open(last);
        if (course.failures() >= schedule.plan().failuresMax()) {
            course = new Schedule.Course(course.next(), true, course.failures(), course.last());
        } else if (!left) {
            OperationId made = create(transaction, type.get(), schedule.job());
            course =
                    new Schedule.Course(course.next(), false, course.failures(), Optional.of(made));
        }
        ScheduleRows.save(transaction, schedule.with(course));
        return true;
    }

    private static Optional<Operation> last(Reader reader, Schedule schedule) {
        return schedule.course().last().flatMap(id -> Records.find(reader, id));
    }

    private static boolean open(Optional<Operation> operation) {
        return operation.filter(found -> !found.state().ended()).isPresent();
    }

    /** The course after the outcome of its latest operation. */
    private static Schedule.Course judged(Schedule.Course course, Optional<Operation> last) {
        int failures =
                last.map(operation ->
                                switch (operation.state()) {
                                    case SUCCEEDED -> 0;
                                    case FAILED, EXPIRED -> course.failures() + 1;
                                    case WAITING, READY, RUNNING, CANCELLED -> course.failures();
                                })
                        .orElse(course.failures());
        return new Schedule.Course(course.next(), course.paused(), failures, course.last());
    }

    /** The first multiple of the interval after now. */
    private static Instant next(Schedule schedule, Instant now) {
        Duration every = schedule.plan().every();
        Instant due = schedule.course().next();
        long turns = Duration.between(due, now).dividedBy(every) + 1;
        return due.plus(every.multipliedBy(turns));
    }

    private <Q> OperationId create(
            Transaction transaction, OperationType<Q> type, Schedule.Job job) {
        Q request = Types.request(type, job.version(), job.request());
        return enqueue.enqueue(transaction, type, request, job.origin());
    }
}
