package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.Threads;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations on this node: a fixed number of workers that claim and run them, one thread that
 * renews their leases, and one that does what is due and notices workers that are gone.
 */
public final class OperationsRunner {
    /** How long a lease lasts without renewal. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    static final Duration RENEWAL = Duration.ofSeconds(5);

    /** How long a step may take to come to its next progress report once it must. */
    private static final Duration CLOSING_MAX = Duration.ofSeconds(2);

    private final Operations operations;
    private final int workers;
    private final Failpoints<RunnerStep> failpoints;
    private final Types types;
    private @Nullable Crew crew;
    private @Nullable Rounds rounds;

    /**
     * @param types what this node can run; operations of other kinds are left to others
     * @param workers how many operations run at a time, 1 to 1,000
     */
    public OperationsRunner(
            Operations operations,
            List<OperationType<?>> types,
            int workers,
            Failpoints<RunnerStep> failpoints) {
        Limits.range("number of workers", workers, 1, 1000);
        this.operations = operations;
        this.workers = workers;
        this.failpoints = failpoints;
        this.types = new Types(types);
    }

    /**
     * Starts to run operations; once only.
     *
     * @param incarnation larger than at any earlier start of this instance. Operations that an
     *     earlier incarnation held are continued at once, others when their lease has run out
     */
    public void start(InstanceId instance, long incarnation) {
        if (crew != null) {
            throw new IllegalStateException("a runner is started once");
        }
        Core core = operations.core();
        var claims = new Claims(core, instance, incarnation, types.kinds());
        var members = new Crew(core.world().clock());
        var watchman =
                new Rounds(
                        core,
                        members,
                        new LostLeases(core, instance, incarnation, LEASE),
                        new Timers(core),
                        new Turns(core, operations.enqueue(), types));
        crew = members;
        rounds = watchman;
        members.begin(workers);
        Threads threads = core.world().threads();
        threads.start("operations-rounds", watchman);
        threads.start("operations-leases", new Renewal(core, members, claims));
        for (int i = 1; i <= workers; i++) {
            var worker = new Worker(core, members, claims, types, failpoints);
            threads.start("operations-worker-" + i, worker);
        }
    }

    /**
     * Claims no more, and waits for those that run: they end, or are given back at their next step
     * and, once the grace has passed, at their next progress report. What is still running then
     * keeps its lease and is continued by the next incarnation.
     *
     * @return whether every worker has come to an end
     */
    public boolean stop(Duration grace) {
        Crew members = crew;
        if (members == null) {
            return true;
        }
        members.enter(Crew.Phase.DRAINING);
        endRounds();
        boolean empty = members.awaitEmpty(grace);
        if (!empty) {
            members.enter(Crew.Phase.CLOSING);
            empty = members.awaitEmpty(CLOSING_MAX);
        }
        members.leave();
        return empty;
    }

    /** Stops like a process that is killed: nothing is given back, nothing is renewed. */
    void abandon() {
        Crew members = crew;
        if (members != null) {
            members.enter(Crew.Phase.ABANDONED);
            endRounds();
        }
    }

    /** Waits for the workers of a runner that was stopped or abandoned. */
    boolean awaitWorkers(Duration max) {
        Crew members = crew;
        return members == null || members.awaitEmpty(max);
    }

    private void endRounds() {
        Rounds watchman = rounds;
        if (watchman != null) {
            watchman.close();
        }
    }
}
