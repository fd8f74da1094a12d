package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.Map;
import java.util.Optional;

/** Reads and writes schedules, each with the key of its next turn. */
final class ScheduleRows {
    private ScheduleRows() {}

    static Optional<Schedule> find(Reader reader, String name) {
        return reader.get(Keys.schedule(name)).map(ScheduleRows::decode);
    }

    static Schedule require(Reader reader, String name) {
        return find(reader, name)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.NOT_FOUND,
                                "There is no schedule '%s'".formatted(name),
                                Map.of("schedule", name)));
    }

    static Schedule decode(Entry entry) {
        return Json.read("schedule", entry.value(), Schedule.class);
    }

    static Schedule save(Transaction transaction, Schedule schedule) {
        find(transaction, schedule.name())
                .flatMap(ScheduleRows::turn)
                .ifPresent(transaction::delete);
        transaction.put(Keys.schedule(schedule.name()), Json.bytes(schedule));
        turn(schedule).ifPresent(key -> transaction.put(key, Tuple.of()));
        return schedule;
    }

    static void delete(Transaction transaction, Schedule schedule) {
        turn(schedule).ifPresent(transaction::delete);
        transaction.delete(Keys.schedule(schedule.name()));
    }

    private static Optional<Key> turn(Schedule schedule) {
        Schedule.Course course = schedule.course();
        return course.paused()
                ? Optional.empty()
                : Optional.of(Keys.turn(course.next().toEpochMilli(), schedule.name()));
    }
}
