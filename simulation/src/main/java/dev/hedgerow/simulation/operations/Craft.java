package dev.hedgerow.simulation.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.Page;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.operations.Target;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Subspace;
import java.time.Duration;
import java.util.List;

/** The type of all jobs: steps that count themselves in the store, and steps that take a while. */
final class Craft implements OperationType<Job> {
    static final Subspace EFFECTS = new Subspace(1002, "simulation effects");
    private static final int LINE = 1000;

    private final Site site;
    private final Operations operations;
    private final World world;

    Craft(Site site, Operations operations, World world) {
        this.site = site;
        this.operations = operations;
        this.world = world;
    }

    static String commit(int step) {
        return "commit-" + step;
    }

    static Key effect(String job, int step) {
        return EFFECTS.key("effect", job, step);
    }

    /** Written by the transaction that made the operation. */
    static Key joined(String job) {
        return EFFECTS.key("joined", job);
    }

    @Override
    public String kind() {
        return "job";
    }

    @Override
    public Class<Job> request() {
        return Job.class;
    }

    @Override
    public List<Target> targets(Job job) {
        return job.all();
    }

    @Override
    public void run(Job job, Steps steps) {
        checkTurn(job, steps);
        for (int step = 0; step < job.steps(); step++) {
            int number = step;
            if (step % 2 == 0) {
                steps.commit(commit(step), tx -> tx.add(effect(job.name(), number), 1));
            } else {
                steps.run("work-" + step, Boolean.class, () -> work(job));
            }
            if (step == job.steps() / 2) {
                trouble(job, steps);
            }
        }
        steps.output(job.steps());
    }

    private boolean work(Job job) {
        site.enter(job);
        try {
            boolean slow = job.trouble() == Job.Trouble.SLOW;
            long nanos = world.random().nextLong(slow ? 40_000_000_000L : 1_000_000_000L);
            world.clock().sleep(Duration.ofNanos(nanos));
        } finally {
            site.leave(job);
        }
        return true;
    }

    private static void trouble(Job job, Steps steps) {
        if (job.trouble() == Job.Trouble.ONCE && steps.attempt() == 1) {
            throw HedgerowException.of(Failure.UNAVAILABLE, "not now");
        }
        if (job.trouble() == Job.Trouble.ALWAYS) {
            throw HedgerowException.of(Failure.ROWS_INVALID, "never");
        }
    }

    /** Nobody who excludes it is before it in any line. */
    private void checkTurn(Job job, Steps steps) {
        for (Target target : job.all()) {
            for (Operation other : operations.pending(target, Page.Request.first(LINE)).items()) {
                if (other.id().equals(steps.id())) {
                    break;
                }
                boolean excludes =
                        target.mode() == Target.Mode.EXCLUSIVE
                                || other.targets().contains(Target.exclusive("thing", target.id()));
                CheckFailed.unless(!excludes, "%s began before %s, which is before it", job, other);
            }
        }
    }
}
