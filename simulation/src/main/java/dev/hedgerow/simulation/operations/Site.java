package dev.hedgerow.simulation.operations;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.operations.Target;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Tally;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known outside of the node: what was asked and told, and who is at work on what. */
final class Site {
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Set<Job>> atWork = new LinkedHashMap<>();
    private final Tally.Counts counts = new Tally.Counts();

    /** A job that was asked for. */
    static final class Order {
        private final Job job;
        private final boolean keyed;
        private Optional<OperationId> told = Optional.empty();
        private boolean refused;
        private boolean cancelled;

        /**
         * @param keyed whether it has an idempotency key, and may be asked for again
         */
        Order(Job job, boolean keyed) {
            this.job = job;
            this.keyed = keyed;
        }

        Job job() {
            return job;
        }

        boolean keyed() {
            return keyed;
        }

        /** The operation, once somebody was told. */
        Optional<OperationId> told() {
            return told;
        }

        boolean wasRefused() {
            return refused;
        }

        boolean wasCancelled() {
            return cancelled;
        }

        void refuse() {
            refused = true;
        }

        void cancel() {
            cancelled = true;
        }
    }

    Order order(Job job, boolean keyed) {
        var order = new Order(job, keyed);
        orders.put(job.name(), order);
        return order;
    }

    Map<String, Order> orders() {
        return orders;
    }

    Tally.Counts counts() {
        return counts;
    }

    void told(Order order, OperationId id) {
        if (order.told.isPresent()) {
            CheckFailed.unless(
                    order.told.get().equals(id),
                    "%s was made as %s and as %s",
                    order.job,
                    order.told.get(),
                    id);
            counts.replay();
        } else {
            counts.acknowledge();
        }
        order.told = Optional.of(id);
    }

    /** A crash ends all work. */
    void empty() {
        atWork.clear();
    }

    /** Begins to work on the targets; fails when somebody is there who excludes that. */
    void enter(Job job) {
        for (Target target : job.all()) {
            var here = atWork.computeIfAbsent(target.id(), _ -> new LinkedHashSet<>());
            boolean alone = target.mode() == Target.Mode.EXCLUSIVE;
            CheckFailed.unless(
                    here.stream()
                            .allMatch(other -> !alone && !other.targets().contains(target.id())),
                    "%s works on %s together with %s",
                    job,
                    target,
                    here);
            here.add(job);
        }
    }

    void leave(Job job) {
        atWork.values().forEach(here -> here.remove(job));
    }
}
