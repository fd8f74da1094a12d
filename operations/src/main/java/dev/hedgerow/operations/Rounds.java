package dev.hedgerow.operations;

import dev.hedgerow.store.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Goes its round whenever the queue or a timer changes, when the next timer is due, and every few
 * seconds: fires timers, takes operations from workers that are gone, and tells idle workers to
 * look.
 */
final class Rounds implements Runnable, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    private final Core core;
    private final Crew crew;
    private final LostLeases leases;
    private final Timers timers;
    private final Turns turns;
    private final Store.Watch watch;
    private Duration pause = Duration.ZERO;

    Rounds(Core core, Crew crew, LostLeases leases, Timers timers, Turns turns) {
        this.core = core;
        this.crew = crew;
        this.leases = leases;
        this.timers = timers;
        this.turns = turns;
        this.watch = core.store().watch(Keys.wakes());
    }

    @Override
    public void run() {
        while (crew.working()) {
            crew.visit(this::round);
            crew.tellNews();
            watch.await(pause);
        }
    }

    private void round() {
        pause = OperationsRunner.RENEWAL;
        try {
            leases.sweep();
            Stream.concat(timers.fire().stream(), turns.take().stream())
                    .min(Comparator.naturalOrder())
                    .ifPresent(next -> pause = until(next));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Timers and leases could not be looked at", e);
        }
    }

    private Duration until(Instant next) {
        Duration left = Duration.between(core.records().now(), next);
        Duration most = OperationsRunner.RENEWAL;
        return left.isNegative() ? Duration.ZERO : left.compareTo(most) < 0 ? left : most;
    }

    @Override
    public void close() {
        watch.close();
    }
}
