package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Instances come, beat, fall silent and return. */
final class Joining {
    private final Store store;
    private final Clock clock;

    Joining(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Instance register(InstanceId id, InstanceSpec spec, String incarnation) {
        Names.text("an incarnation", incarnation);
        return store.transact(tx -> {
            Instant now = Rows.now(clock);
            Optional<Instance> before = InstanceRows.find(tx, id);
            if (before.isPresent() && before.get().incarnation().equals(incarnation)) {
                return before.get();
            }
            InstanceRows.beat(tx, id, now);
            return InstanceRows.put(
                    tx,
                    before.map(row -> again(row, spec, incarnation, now))
                            .orElseGet(() ->
                                    new Instance(
                                            id, spec, InstanceState.JOINING, 1, incarnation, now)));
        });
    }

    private static Instance again(
            Instance before, InstanceSpec spec, String incarnation, Instant now) {
        if (before.state() == InstanceState.RETIRED) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "instance %s is retired; join under a new id".formatted(before.id()));
        }
        return new Instance(
                before.id(), spec, before.state(), before.epoch() + 1, incarnation, now);
    }

    Instance ready(Instance node) {
        return store.transact(tx -> alive(tx, InstanceRows.current(tx, node)));
    }

    Instance beat(Instance node) {
        return store.transact(tx -> {
            Instant now = Rows.now(clock);
            Instance row = InstanceRows.current(tx, node);
            InstanceRows.beat(tx, row.id(), now);
            Instance beaten =
                    new Instance(
                            row.id(), row.spec(), row.state(), row.epoch(), row.incarnation(), now);
            return row.state() == InstanceState.LOST ? alive(tx, beaten) : beaten;
        });
    }

    private static Instance alive(Transaction tx, Instance row) {
        return switch (row.state()) {
            case READY, CORDONED, DRAINING -> row;
            case JOINING, LOST, RETIRED -> InstanceRows.put(tx, row.in(InstanceState.READY));
        };
    }

    Instance become(InstanceId id, InstanceState to) {
        return store.transact(tx -> {
            Instance row = InstanceRows.require(tx, id);
            return row.state() == to ? row : InstanceRows.put(tx, row.in(to));
        });
    }

    List<InstanceId> loseSilent(Duration silence) {
        var lost = new ArrayList<InstanceId>();
        Optional<String> after = Optional.empty();
        do {
            var request = new Page.Request(after, Page.LIMIT_MAX);
            Page<Instance> page = store.transact(tx -> InstanceRows.page(tx, request));
            for (Instance instance : page.items()) {
                if (store.transact(tx -> lose(tx, instance.id(), silence))) {
                    lost.add(instance.id());
                }
            }
            after = page.next();
        } while (after.isPresent());
        return lost;
    }

    private boolean lose(Transaction tx, InstanceId id, Duration silence) {
        Instance row = InstanceRows.require(tx, id);
        boolean silent = row.beat().plus(silence).isBefore(clock.instant());
        if (!silent || !InstanceState.TRANSITIONS.allows(row.state(), InstanceState.LOST)) {
            return false;
        }
        InstanceRows.put(tx, row.in(InstanceState.LOST));
        return true;
    }
}
