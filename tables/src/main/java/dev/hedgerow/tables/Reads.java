package dev.hedgerow.tables;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.tables.refusal.ErrorType;
import dev.hedgerow.tables.refusal.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Every read of a request goes through here: the tables are found and the request is checked
 * against them; then the owners of all it will read are asked, the rows of tables included; then
 * the moment is chosen, and everything is looked at again there. So a read never sees a moment
 * chosen before its last owner answered, and what is wrong with a request is told before an owner
 * can fail. Only that a table is not there is not believed before its owner was asked.
 */
final class Reads {
    /** For everything that happens before the moment is chosen. */
    static final Duration FENCE_MAX = Duration.ofSeconds(5);

    private final Store store;
    private final Lookup.Known known;
    private final Fencing fencing;
    private final World world;

    Reads(Store store, Lookup.Known known, Fence fence, World world) {
        this.store = store;
        this.known = known;
        this.fencing = new Fencing(fence, world);
        this.world = world;
    }

    /**
     * What a request will read.
     *
     * @param ranges all of it, the rows of tables left out
     * @param run reads it
     */
    record Plan<T>(List<KeyRange> ranges, Function<Reader, T> run) {}

    /** Reads what the request turns out to ask for once its tables are known. */
    <T> T read(Function<Lookup, Plan<T>> prepare) {
        Deadline deadline = world.clock().deadline(FENCE_MAX);
        var passed = new Fencing.Passed();
        List<KeyRange> tables = List.of(TableRows.all());
        while (true) {
            try (Store.Snapshot moment = store.snapshot()) {
                var lookup = new Lookup(known, moment);
                Plan<T> plan = prepare.apply(lookup);
                var ranges = new ArrayList<>(tables);
                ranges.addAll(plan.ranges());
                if (!fencing.pass(ranges, passed, deadline)) {
                    return plan.run().apply(lookup.seen());
                }
            } catch (Refusal refusal) {
                if (refusal.type() != ErrorType.RESOURCE_NOT_FOUND
                        || !fencing.pass(tables, passed, deadline)) {
                    throw refusal;
                }
            }
        }
    }

    /**
     * The same without waiting, where {@link #asksNobody}.
     *
     * @throws dev.hedgerow.store.MustWait when memory does not hold it all, or it is much
     */
    <T> T readInMemory(Function<Lookup, Plan<T>> prepare) {
        try (Store.Snapshot moment = store.snapshotInMemory()) {
            var lookup = new Lookup(known, moment);
            return prepare.apply(lookup).run().apply(lookup.seen());
        }
    }

    /** Whether a read waits for nobody. */
    boolean asksNobody() {
        return fencing.asksNobody();
    }
}
