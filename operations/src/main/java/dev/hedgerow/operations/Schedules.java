package dev.hedgerow.operations;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Sets up what is done again and again; the {@link OperationsRunner}s of all nodes see to it. */
public final class Schedules {
    private final Core core;

    public Schedules(Operations operations) {
        this.core = operations.core();
    }

    /**
     * Makes a schedule, or gives the one of that name another job or plan. Its next turn stays as
     * it is unless the interval changes; the first one is an interval from now.
     */
    public <Q> Schedule put(
            String name, OperationType<Q> type, Q request, Schedule.Plan plan, Origin origin) {
        return core.store().transact(tx -> put(tx, name, type, request, plan, origin));
    }

    private <Q> Schedule put(
            Transaction transaction,
            String name,
            OperationType<Q> type,
            Q request,
            Schedule.Plan plan,
            Origin origin) {
        Limits.name("schedule's name", name, Limits.NAME_CHARS_MAX);
        String json =
                Limits.sized(
                        type.kind() + " request", Json.write(request), Limits.REQUEST_CHARS_MAX);
        var keyless =
                new Origin(origin.actor(), origin.tenant(), Optional.empty(), Optional.empty());
        var job = new Schedule.Job(type.kind(), type.version(), json, keyless);
        Instant first = core.records().now().plus(plan.every());
        var start = new Schedule.Course(first, false, 0, Optional.empty());
        Schedule.Course course =
                ScheduleRows.find(transaction, name)
                        .map(before -> continued(before, plan, first))
                        .orElse(start);
        return ScheduleRows.save(transaction, new Schedule(name, job, plan, course));
    }

    private static Schedule.Course continued(Schedule before, Schedule.Plan plan, Instant first) {
        return before.plan().every().equals(plan.every())
                ? before.course()
                : before.course().at(first);
    }

    public Optional<Schedule> find(String name) {
        try (Store.Snapshot snapshot = core.store().snapshot()) {
            return ScheduleRows.find(snapshot, name);
        }
    }

    /** All schedules, in the order of their names. */
    public Page<Schedule> list(Page.Request page) {
        try (Store.Snapshot snapshot = core.store().snapshot()) {
            KeyRange range = Keys.schedules();
            KeyRange rest =
                    page.after().map(name -> range.after(Keys.schedule(name))).orElse(range);
            List<Reader.Entry> entries = snapshot.scan(rest, page.limit(), Direction.ASCENDING);
            List<Schedule> schedules = entries.stream().map(ScheduleRows::decode).toList();
            Optional<String> next =
                    entries.size() < page.limit()
                            ? Optional.empty()
                            : Optional.of(schedules.getLast().name());
            return new Page<>(schedules, next);
        }
    }

    /** No turns until it is resumed; fails with NOT_FOUND. */
    public Schedule pause(String name) {
        return change(name, schedule -> schedule.with(schedule.course().paused(true)));
    }

    /** The next turn is an interval from now, and failures are counted anew. */
    public Schedule resume(String name) {
        return change(
                name,
                schedule -> {
                    Instant next = core.records().now().plus(schedule.plan().every());
                    return schedule.with(schedule.course().paused(false).at(next));
                });
    }

    private Schedule change(String name, UnaryOperator<Schedule> change) {
        return core.store()
                .transact(
                        tx -> ScheduleRows.save(tx, change.apply(ScheduleRows.require(tx, name))));
    }

    /** Removes the schedule; operations it has created go on. Fails with NOT_FOUND. */
    public void remove(String name) {
        core.store()
                .transact(tx -> {
                    ScheduleRows.delete(tx, ScheduleRows.require(tx, name));
                    return name;
                });
    }
}
