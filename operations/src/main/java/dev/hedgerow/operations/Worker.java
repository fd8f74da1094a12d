package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Claims operations one after the other, runs them, and records what became of them. */
final class Worker implements Runnable {
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());

    private final Core core;
    private final Crew crew;
    private final Claims claims;
    private final Types types;
    private final Failpoints<RunnerStep> failpoints;

    Worker(Core core, Crew crew, Claims claims, Types types, Failpoints<RunnerStep> failpoints) {
        this.core = core;
        this.crew = crew;
        this.claims = claims;
        this.types = types;
        this.failpoints = failpoints;
    }

    @Override
    public void run() {
        try {
            while (crew.working()) {
                long before = crew.newsCount();
                Optional<Operation> claimed = claim();
                if (claimed.isPresent()) {
                    // where one was, there may be another
                    crew.tellNews();
                    hold(claimed.get());
                } else {
                    crew.awaitNews(before);
                }
            }
        } finally {
            crew.workerLeaves();
        }
    }

    private Optional<Operation> claim() {
        try {
            return claims.claim();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "No operation could be claimed; trying again soon", e);
            return Optional.empty();
        }
    }

    private void hold(Operation operation) {
        var claim = new Claim(operation, core.world().clock().nanos());
        crew.hold(claim);
        try {
            failpoints.reached(RunnerStep.CLAIMED);
            Optional<Ending> ending = run(operation, claim);
            failpoints.reached(RunnerStep.ENDING);
            ending.ifPresent(end -> record(claim, end));
            failpoints.reached(RunnerStep.ENDED);
        } catch (RuntimeException e) {
            notRecorded(claim, e);
        } finally {
            crew.drop(claim);
        }
    }

    /** The record says that it runs, but its lease is not renewed any more: somebody takes over. */
    private static void notRecorded(Claim claim, RuntimeException cause) {
        if (claim.hint() == Claim.Hint.LOST) {
            LOG.log(Level.INFO, "{0} was taken over while it ran here", claim.id());
        } else {
            LOG.log(Level.WARNING, "The end of " + claim.id() + " could not be recorded", cause);
        }
    }

    private void record(Claim claim, Ending ending) {
        core.store()
                .transact(tx -> {
                    Operation running = Claims.guard(tx, claim);
                    String worker = claim.lease().worker();
                    return core.endings().apply(tx, running, ending, worker);
                });
    }

    private Optional<Ending> run(Operation operation, Claim claim) {
        OperationType<?> type = types.find(operation.kind()).orElseThrow();
        var steps = new WorkerSteps(core, crew, claim, operation, failpoints);
        return run(type, operation, steps);
    }

    /**
     * How the run ended; absent when somebody else has the operation now. Whatever a type throws
     * becomes the failure of its operation.
     */
    private <Q> Optional<Ending> run(
            OperationType<Q> type, Operation operation, WorkerSteps steps) {
        Optional<Ending> told;
        try {
            Operation.Work work = operation.work();
            type.run(Types.request(type, work.version(), work.request()), steps);
            told = stopped(steps);
            return told.isPresent() || lost(steps)
                    ? told
                    : Optional.of(new Ending.Done(steps.output()));
        } catch (Throwable e) {
            told = stopped(steps);
            return told.isPresent() || lost(steps)
                    ? told
                    : Optional.of(broken(type, operation, steps, e));
        }
    }

    private static boolean lost(WorkerSteps steps) {
        return steps.verdict().equals(Optional.of(Verdict.LOST));
    }

    private static Optional<Ending> stopped(WorkerSteps steps) {
        return steps.verdict()
                .flatMap(verdict ->
                        switch (verdict) {
                            case CANCELLED -> Optional.of(new Ending.Cancelled());
                            case EXPIRED -> Optional.of(new Ending.Expired());
                            case RELEASED -> Optional.of(new Ending.Released());
                            case LOST -> Optional.empty();
                        });
    }

    private Ending broken(
            OperationType<?> type, Operation operation, WorkerSteps steps, Throwable cause) {
        Fault fault = fault(operation, steps, cause);
        if (fault.code() == Failure.INTERNAL) {
            LOG.log(Level.ERROR, "Operation " + operation.id() + " failed unexpectedly", cause);
        }
        int attempt = operation.journal().attempt();
        RetryPolicy retry = type.retry();
        Optional<Duration> again =
                retry.triesAgain(fault.code(), attempt)
                        ? Optional.of(retry.delay(attempt, core.world().random()))
                        : Optional.empty();
        return new Ending.Broken(fault, again);
    }

    private static Fault fault(Operation operation, WorkerSteps steps, Throwable cause) {
        Map<String, String> context = new LinkedHashMap<>();
        Failure code = Failure.INTERNAL;
        String sentence =
                "An unexpected error stopped the %s: %s".formatted(operation.kind(), cause);
        if (cause instanceof HedgerowException known) {
            code = known.failure();
            sentence = String.valueOf(known.getMessage());
            known.context().forEach((key, value) -> context.put(key, String.valueOf(value)));
        }
        int end = Math.min(sentence.length(), Limits.SENTENCE_CHARS_MAX);
        return new Fault(code, sentence.substring(0, end), context, steps.step());
    }
}
