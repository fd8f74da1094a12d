package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The indexed, paginated questions, each answered at one moment. */
final class Questions {
    private Questions() {}

    static Page<Operation> all(Reader reader, Page.Request page) {
        KeyRange range = Keys.records();
        KeyRange rest = page.after().map(text -> range.before(Keys.record(id(text)))).orElse(range);
        return page(
                reader.scan(rest, page.limit(), Direction.DESCENDING),
                page,
                entry -> OperationCodec.decode(Keys.lastId(entry.key()), entry.value()),
                key -> Keys.lastId(key).value());
    }

    static List<Operation> oldest(Reader reader, Optional<OperationId> after, int limit) {
        KeyRange range = Keys.records();
        KeyRange rest = after.map(id -> range.after(Keys.record(id))).orElse(range);
        return reader.scan(rest, limit, Direction.ASCENDING).stream()
                .map(entry -> OperationCodec.decode(Keys.lastId(entry.key()), entry.value()))
                .toList();
    }

    static boolean inFlight(Reader reader, Target target) {
        return !reader.scan(Keys.open(target), 1, Direction.ASCENDING).isEmpty();
    }

    static Page<Operation> pending(Reader reader, Target target, Page.Request page) {
        long from = page.after().map(Questions::number).orElse(0L) + 1;
        List<Entry> entries = new ArrayList<>();
        for (Target.Mode mode : Target.Mode.values()) {
            KeyRange range = Keys.open(target, mode).startingAt(Keys.openFrom(target, mode, from));
            entries.addAll(reader.scan(range, page.limit(), Direction.ASCENDING));
        }
        entries.sort(Comparator.comparingLong(entry -> Lines.placeOf(entry.key())));
        List<Entry> first = entries.subList(0, Math.min(entries.size(), page.limit()));
        return page(first, page, entry -> behind(reader, entry), Questions::place);
    }

    static Page<Operation> history(Reader reader, Target target, Page.Request page) {
        KeyRange range = Keys.line(target);
        KeyRange rest =
                page.after()
                        .map(text -> range.before(Keys.lineFrom(target, number(text))))
                        .orElse(range);
        List<Entry> entries = reader.scan(rest, page.limit(), Direction.DESCENDING);
        return page(entries, page, entry -> behind(reader, entry), Questions::place);
    }

    static Page<Operation> children(Reader reader, OperationId parent, Page.Request page) {
        KeyRange range = Keys.children(parent);
        KeyRange rest =
                page.after().map(text -> range.after(Keys.child(parent, id(text)))).orElse(range);
        List<Entry> entries = reader.scan(rest, page.limit(), Direction.ASCENDING);
        return page(entries, page, entry -> behind(reader, entry), key -> Keys.lastId(key).value());
    }

    static List<Operation> ancestors(Reader reader, OperationId id, int limit) {
        List<Operation> ancestors = new ArrayList<>();
        Optional<OperationId> parent = Records.require(reader, id).origin().parent();
        while (parent.isPresent() && ancestors.size() < limit) {
            Optional<Operation> operation = Records.find(reader, parent.get());
            operation.ifPresent(ancestors::add);
            parent = operation.flatMap(found -> found.origin().parent());
        }
        return ancestors;
    }

    static List<Operation> blockedBy(Reader reader, OperationId id, int limit) {
        Operation operation = Records.require(reader, id);
        if (!(operation.status() instanceof Status.Waiting)) {
            return List.of();
        }
        return Lines.blockers(reader, operation, limit).stream()
                .map(blocker -> Records.require(reader, blocker))
                .toList();
    }

    static List<Event> events(Reader reader, OperationId id, long after, int limit) {
        KeyRange range = Keys.events(id).after(Keys.event(id, after));
        return reader.scan(range, limit, Direction.ASCENDING).stream()
                .map(entry -> Json.read("event", entry.value(), Event.class))
                .toList();
    }

    static List<RecordedStep> steps(Reader reader, OperationId id) {
        return reader.scan(Keys.steps(id), Limits.STEPS_MAX, Direction.ASCENDING).stream()
                .map(entry -> Json.read("step", entry.value(), RecordedStep.class))
                .sorted(Comparator.comparingInt(RecordedStep::number))
                .toList();
    }

    static Optional<ProgressReport> progress(Reader reader, OperationId id) {
        return reader.get(Keys.progress(id))
                .map(entry -> Json.read("progress", entry.value(), ProgressReport.class));
    }

    private static Operation behind(Reader reader, Entry entry) {
        return Records.require(reader, Keys.lastId(entry.key()));
    }

    private static <T> Page<T> page(
            List<Entry> entries,
            Page.Request page,
            Function<Entry, T> item,
            Function<Key, String> cursor) {
        Optional<String> next =
                entries.size() < page.limit()
                        ? Optional.empty()
                        : Optional.of(cursor.apply(entries.getLast().key()));
        return new Page<>(entries.stream().map(item).toList(), next);
    }

    private static String place(Key key) {
        return Long.toString(Lines.placeOf(key));
    }

    private static OperationId id(String cursor) {
        return new OperationId(cursor);
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.INVALID_REQUEST,
                    "'%s' is not where a page ends; pass the 'next' of the page before"
                            .formatted(cursor));
        }
    }
}
