package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The line of each target: operations that exclude each other go in the order of their places.
 * Nobody joins before somebody else, so an operation that was once free to go stays so.
 */
final class Lines {
    /** How far behind a leaver is looked for those that waited for it. */
    private static final int WINDOW = 256;

    /** How many become ready at once; whoever of them leaves next looks for more. */
    private static final int PROMOTED_MAX = 64;

    private final Records records;

    Lines(Records records) {
        this.records = records;
    }

    /** The next place in the line of each target. */
    List<Operation.Place> join(Transaction transaction, List<Target> targets) {
        var places = new ArrayList<Operation.Place>(targets.size());
        for (Target target : targets) {
            long number = placeOf(last(transaction, Keys.line(target))).orElse(0L) + 1;
            long first = firstOpen(transaction, target).orElse(number);
            if (number - first >= Limits.LINE_MAX) {
                throw HedgerowException.of(
                        Failure.OVERLOADED,
                        "%d operations wait for %s already; try again later"
                                .formatted(number - first, target));
            }
            places.add(new Operation.Place(target, number));
        }
        return places;
    }

    private static Optional<Long> firstOpen(Reader reader, Target target) {
        Optional<Long> first = Optional.empty();
        for (Target.Mode mode : Target.Mode.values()) {
            Optional<Long> place = placeOf(first(reader, Keys.open(target, mode)));
            if (first.isEmpty() || (place.isPresent() && place.get() < first.get())) {
                first = place;
            }
        }
        return first;
    }

    /** Whether an operation before this one excludes it on some target. */
    static boolean blocked(Reader reader, Operation operation) {
        return operation.work().places().stream()
                .flatMap(place -> inTheWay(place).stream())
                .anyMatch(range -> !reader.scan(range, 1, Direction.ASCENDING).isEmpty());
    }

    /** The first operations before this one that exclude it. */
    static Set<OperationId> blockers(Reader reader, Operation operation, int limit) {
        Set<OperationId> blockers = new LinkedHashSet<>();
        for (Operation.Place place : operation.work().places()) {
            for (KeyRange range : inTheWay(place)) {
                int left = limit - blockers.size();
                if (left > 0) {
                    reader.scan(range, left, Direction.ASCENDING)
                            .forEach(entry -> blockers.add(Keys.lastId(entry.key())));
                }
            }
        }
        return blockers;
    }

    private static List<KeyRange> inTheWay(Operation.Place place) {
        Target target = place.target();
        return switch (target.mode()) {
            case EXCLUSIVE ->
                    List.of(
                            before(target, Target.Mode.EXCLUSIVE, place.number()),
                            before(target, Target.Mode.SHARED, place.number()));
            case SHARED -> List.of(before(target, Target.Mode.EXCLUSIVE, place.number()));
        };
    }

    private static KeyRange before(Target target, Target.Mode mode, long place) {
        return Keys.open(target, mode).before(Keys.openFrom(target, mode, place));
    }

    /** Makes ready those that waited only for the operation, which has just left its lines. */
    void promote(Transaction transaction, Operation leaver) {
        int promoted = 0;
        for (Operation.Place place : leaver.work().places()) {
            for (OperationId id : front(transaction, place.target())) {
                Operation waiting = Records.require(transaction, id);
                if (promoted < PROMOTED_MAX && free(transaction, waiting)) {
                    ready(transaction, waiting, leaver.id().value());
                    promoted++;
                }
            }
        }
    }

    private static boolean free(Reader reader, Operation operation) {
        return operation.status() instanceof Status.Waiting waiting
                && waiting.until().isEmpty()
                && !blocked(reader, operation);
    }

    Operation ready(Transaction transaction, Operation waiting, String because) {
        Operation ready = waiting.become(new Status.Ready(records.now()));
        return records.save(
                transaction, waiting, ready, Records.Change.of(because, Event.What.READY));
    }

    /** Those that wait, and that nothing before them in this line excludes. */
    private static List<OperationId> front(Reader reader, Target target) {
        Optional<Entry> exclusive = first(reader, Keys.open(target, Target.Mode.EXCLUSIVE));
        KeyRange shared =
                placeOf(exclusive)
                        .map(place -> before(target, Target.Mode.SHARED, place))
                        .orElse(Keys.open(target, Target.Mode.SHARED));
        List<Entry> sharing = reader.scan(shared, WINDOW, Direction.ASCENDING);
        List<Entry> front = sharing.isEmpty() ? exclusive.stream().toList() : sharing;
        return front.stream()
                .filter(entry -> entry.tuple().bool(0))
                .map(entry -> Keys.lastId(entry.key()))
                .toList();
    }

    private static Optional<Entry> first(Reader reader, KeyRange range) {
        return reader.scan(range, 1, Direction.ASCENDING).stream().findFirst();
    }

    private static Optional<Entry> last(Reader reader, KeyRange range) {
        return reader.scan(range, 1, Direction.DESCENDING).stream().findFirst();
    }

    private static Optional<Long> placeOf(Optional<Entry> entry) {
        return entry.map(Entry::key).map(Lines::placeOf);
    }

    /** The place in a key of a line, which ends with place and operation. */
    static long placeOf(Key key) {
        var tuple = key.tuple();
        return tuple.number(tuple.size() - 2);
    }
}
