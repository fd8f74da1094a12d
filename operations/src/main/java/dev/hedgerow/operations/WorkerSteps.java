package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The steps of one run of one operation. Used by the thread of its worker. */
final class WorkerSteps implements Steps {
    private static final String NOTHING = "null";

    private final Core core;
    private final Crew crew;
    private final Claim claim;
    private final Operation operation;
    private final Failpoints<RunnerStep> failpoints;
    private final Map<String, RecordedStep> recorded = new LinkedHashMap<>();
    private final Set<String> passed = new HashSet<>();
    private final Meter meter;
    private @Nullable String current;
    private @Nullable String output;
    private @Nullable Verdict verdict;

    WorkerSteps(
            Core core,
            Crew crew,
            Claim claim,
            Operation operation,
            Failpoints<RunnerStep> failpoints) {
        this.core = core;
        this.crew = crew;
        this.claim = claim;
        this.operation = operation;
        this.failpoints = failpoints;
        this.meter = new Meter(this, core);
        try (Store.Snapshot snapshot = core.store().snapshot()) {
            Questions.steps(snapshot, operation.id())
                    .forEach(step -> recorded.put(step.name(), step));
        }
    }

    @Override
    public OperationId id() {
        return claim.id();
    }

    @Override
    public long epoch() {
        return claim.lease().epoch();
    }

    @Override
    public int attempt() {
        return operation.journal().attempt();
    }

    @Override
    public Origin origin() {
        return operation.origin();
    }

    @Override
    public <T> T run(String name, Class<T> type, Supplier<T> body) {
        return Json.read(name, perform(name, () -> Json.write(body.get())), type);
    }

    @Override
    public void run(String name, Runnable body) {
        perform(
                name,
                () -> {
                    body.run();
                    return NOTHING;
                });
    }

    @Override
    public <T> T commit(String name, Class<T> type, Function<Transaction, T> body) {
        return Json.read(name, performIn(name, tx -> Json.write(body.apply(tx))), type);
    }

    @Override
    public void commit(String name, Consumer<Transaction> body) {
        performIn(
                name,
                tx -> {
                    body.accept(tx);
                    return NOTHING;
                });
    }

    @Override
    public Progress progress() {
        return meter;
    }

    @Override
    public void output(Object value) {
        output =
                Limits.sized(
                        operation.kind() + " output", Json.write(value), Limits.RESULT_CHARS_MAX);
    }

    Optional<String> output() {
        return Optional.ofNullable(output);
    }

    /** Why the run was told to stop, if it was. */
    Optional<Verdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** The step that a failure now comes from, if it is one. */
    Optional<String> step() {
        return Optional.ofNullable(current);
    }

    String current() {
        return step().orElse("");
    }

    private String perform(String name, Supplier<String> body) {
        RecordedStep before = pass(name);
        if (before != null) {
            return before.result();
        }
        Instant began = core.records().now();
        core.store().transact(tx -> started(tx, name));
        failpoints.reached(RunnerStep.STEP_STARTED);
        String result = sized(name, body.get());
        failpoints.reached(RunnerStep.STEP_DONE);
        core.store().transact(tx -> record(tx, guard(tx), name, began, result));
        failpoints.reached(RunnerStep.STEP_RECORDED);
        current = null;
        return result;
    }

    private String performIn(String name, Function<Transaction, String> body) {
        RecordedStep before = pass(name);
        if (before != null) {
            return before.result();
        }
        Instant began = core.records().now();
        var options = TransactionOptions.DEFAULT.withTimeout(TransactionOptions.TIMEOUT_MAX);
        String committed =
                core.store()
                        .transact(
                                options,
                                tx -> {
                                    Operation running = guard(tx);
                                    String result = sized(name, body.apply(tx));
                                    failpoints.reached(RunnerStep.STEP_COMMITTING);
                                    return record(tx, running, name, began, result);
                                })
                        .committed()
                        .value();
        failpoints.reached(RunnerStep.STEP_COMMITTED);
        current = null;
        return committed;
    }

    private static String sized(String name, String result) {
        return Limits.sized("result of step '%s'".formatted(name), result, Limits.RESULT_CHARS_MAX);
    }

    /** The step as it was recorded in an earlier run; null when it is to be done now. */
    private @Nullable RecordedStep pass(String name) {
        Limits.name("step name", name, Limits.NAME_CHARS_MAX);
        if (!passed.add(name) || passed.size() > Limits.STEPS_MAX) {
            throw new IllegalStateException(
                    "step '%s' of %s is its second of that name, or one over %d"
                            .formatted(name, operation.kind(), Limits.STEPS_MAX));
        }
        RecordedStep before = recorded.get(name);
        if (before == null) {
            current = name;
            meter.reset();
            if (crew.draining()) {
                throw stop(Verdict.RELEASED);
            }
            obeyHints();
        }
        return before;
    }

    private boolean started(Transaction transaction, String name) {
        Operation running = guard(transaction);
        var since = ((Status.Running) running.status()).since();
        Operation inStep =
                running.withStatus(new Status.Running(claim.lease(), since, Optional.of(name)));
        core.records()
                .save(
                        transaction,
                        running,
                        inStep,
                        Records.Change.ofStep(worker(), Event.What.STEP_STARTED, name));
        return true;
    }

    private String record(
            Transaction transaction, Operation running, String name, Instant began, String result) {
        Operation after = running.withJournal(running.journal().recorded());
        var step =
                new RecordedStep(
                        name,
                        after.journal().steps(),
                        attempt(),
                        epoch(),
                        began,
                        core.records().now(),
                        result);
        transaction.put(Keys.step(id(), name), Json.bytes(step));
        meter.flush(transaction);
        core.records()
                .save(
                        transaction,
                        running,
                        after,
                        Records.Change.ofStep(worker(), Event.What.STEP_RECORDED, name));
        return result;
    }

    private String worker() {
        return claim.lease().worker();
    }

    /** The operation under this claim, unless it must stop; to be called in every transaction. */
    Operation guard(Transaction transaction) {
        if (claim.hint() == Claim.Hint.LOST) {
            throw stop(Verdict.LOST);
        }
        Operation running;
        try {
            running = Claims.guard(transaction, claim);
        } catch (HedgerowException e) {
            verdict = claim.hint() == Claim.Hint.LOST ? Verdict.LOST : verdict;
            throw e;
        }
        if (running.cancelRequest().isPresent()) {
            throw stop(Verdict.CANCELLED);
        }
        obeyDeadline();
        return running;
    }

    /** Stops when somebody has left a reason to, without asking the store. */
    void obeyHints() {
        switch (claim.hint()) {
            case LOST -> throw stop(Verdict.LOST);
            case CANCEL -> throw stop(Verdict.CANCELLED);
            case NONE -> obeyDeadline();
        }
        if (crew.closing()) {
            throw stop(Verdict.RELEASED);
        }
    }

    private void obeyDeadline() {
        if (!claim.deadline().isAfter(core.records().now())) {
            throw stop(Verdict.EXPIRED);
        }
    }

    private HedgerowException stop(Verdict why) {
        verdict = why;
        return switch (why) {
            case LOST -> Claims.stale(claim);
            case CANCELLED ->
                    HedgerowException.of(
                            Failure.CANCELLED, "Operation %s was cancelled".formatted(id()));
            case EXPIRED ->
                    HedgerowException.of(
                            Failure.DEADLINE_EXCEEDED,
                            "Operation %s was not done by %s".formatted(id(), claim.deadline()));
            case RELEASED ->
                    HedgerowException.of(
                            Failure.SHUTTING_DOWN,
                            "Operation %s will continue elsewhere or after the restart"
                                    .formatted(id()));
        };
    }
}
