package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;

/** The keys of subspace 16, as the package page lists them. */
final class Keys {
    static final Subspace SPACE = new Subspace(16, "operations");

    private static final int RECORD = 1;
    private static final int NEWS = 2;
    private static final int STEP = 3;
    private static final int OPEN = 4;
    private static final int LINE = 5;
    private static final int QUEUE = 6;
    private static final int TIMER = 7;
    private static final int TURN = 8;
    private static final int LEASE = 9;
    private static final int TOKEN = 10;
    private static final int CHILD = 11;
    private static final int SCHEDULE = 12;

    private static final int EVENT = 0;
    private static final int PROGRESS = 1;

    private Keys() {}

    static Key record(OperationId id) {
        return SPACE.key(RECORD, id.value());
    }

    static KeyRange records() {
        return below(RECORD);
    }

    /** Everything that tells of a change of the operation. */
    static KeyRange news(OperationId id) {
        return below(NEWS, id.value());
    }

    static KeyRange news() {
        return below(NEWS);
    }

    static Key event(OperationId id, long number) {
        return SPACE.key(NEWS, id.value(), EVENT, number);
    }

    static KeyRange events(OperationId id) {
        return below(NEWS, id.value(), EVENT);
    }

    static Key progress(OperationId id) {
        return SPACE.key(NEWS, id.value(), PROGRESS);
    }

    static Key step(OperationId id, String name) {
        return SPACE.key(STEP, id.value(), name);
    }

    static KeyRange steps(OperationId id) {
        return below(STEP, id.value());
    }

    static Key open(Operation.Place place, OperationId id) {
        Target target = place.target();
        return SPACE.key(
                OPEN,
                target.kind(),
                target.id(),
                target.mode().number(),
                place.number(),
                id.value());
    }

    /** The operations on the target that have not ended. */
    static KeyRange open(Target target) {
        return below(OPEN, target.kind(), target.id());
    }

    static KeyRange open(Target target, Target.Mode mode) {
        return below(OPEN, target.kind(), target.id(), mode.number());
    }

    /** Where places from this one on begin, among the open ones of the mode. */
    static Key openFrom(Target target, Target.Mode mode, long place) {
        return SPACE.key(OPEN, target.kind(), target.id(), mode.number(), place);
    }

    static Key line(Operation.Place place, OperationId id) {
        Target target = place.target();
        return SPACE.key(LINE, target.kind(), target.id(), place.number(), id.value());
    }

    static KeyRange line(Target target) {
        return below(LINE, target.kind(), target.id());
    }

    static Key lineFrom(Target target, long place) {
        return SPACE.key(LINE, target.kind(), target.id(), place);
    }

    static Key queue(long rank, OperationId id) {
        return SPACE.key(QUEUE, rank, id.value());
    }

    static KeyRange queue() {
        return below(QUEUE);
    }

    static Key timer(long millis, OperationId id) {
        return SPACE.key(TIMER, millis, id.value());
    }

    static KeyRange timers() {
        return below(TIMER);
    }

    static Key turn(long millis, String schedule) {
        return SPACE.key(TURN, millis, schedule);
    }

    static KeyRange turns() {
        return below(TURN);
    }

    /** Changes that give an idle runner something to do: the queue, the timers and the turns. */
    static KeyRange wakes() {
        return new KeyRange(SPACE.key(QUEUE), SPACE.key(LEASE));
    }

    static Key lease(OperationId id) {
        return SPACE.key(LEASE, id.value());
    }

    static KeyRange leases() {
        return below(LEASE);
    }

    static Key token(String tenant, String key) {
        return SPACE.key(TOKEN, tenant, key);
    }

    static Key child(OperationId parent, OperationId child) {
        return SPACE.key(CHILD, parent.value(), child.value());
    }

    static KeyRange children(OperationId parent) {
        return below(CHILD, parent.value());
    }

    static Key schedule(String name) {
        return SPACE.key(SCHEDULE, name);
    }

    static KeyRange schedules() {
        return below(SCHEDULE);
    }

    /** The operation that a key of the queue, a timer, a lease, a line or a child ends with. */
    static OperationId lastId(Key key) {
        Tuple tuple = key.tuple();
        return new OperationId(tuple.string(tuple.size() - 1));
    }

    private static KeyRange below(Object... prefix) {
        return KeyRange.below(SPACE, Tuple.of(prefix));
    }
}
