package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.operations.Event;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.Page;
import dev.hedgerow.operations.ProgressReport;
import dev.hedgerow.operations.RecordedStep;
import dev.hedgerow.operations.State;
import dev.hedgerow.operations.Target;
import dev.hedgerow.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Durable work and its steps. */
public final class OperationUseCases {
    private final Operations operations;
    private final Gate gate;
    private final Once once;

    OperationUseCases(Operations operations, Gate gate, Once once) {
        this.operations = operations;
        this.gate = gate;
        this.once = once;
    }

    /** An operation with its steps and progress. */
    public record Seen(
            Operation operation, List<RecordedStep> steps, Optional<ProgressReport> progress) {
        public Seen {
            steps = List.copyOf(steps);
        }
    }

    /** All operations of the caller's that are on the page, newest first. */
    public Page<Seen> list(Caller caller, Page.Request page) {
        gate.check(caller, Right.READ, "list operations");
        return seen(caller, _ -> true, operations.list(page));
    }

    /** The operations of the caller's that are in one of the states, of those on the page. */
    public Page<Seen> list(Caller caller, Page.Request page, Predicate<State> wanted) {
        gate.check(caller, Right.READ, "list operations");
        return seen(caller, wanted, operations.list(page));
    }

    /** The operations on a target, newest first. */
    public Page<Seen> history(
            Caller caller, Target target, Page.Request page, Predicate<State> wanted) {
        gate.check(caller, Right.READ, "list operations");
        return seen(caller, wanted, operations.history(target, page));
    }

    private Page<Seen> seen(Caller caller, Predicate<State> wanted, Page<Operation> page) {
        return new Page<>(
                page.items().stream()
                        .filter(each -> isFor(caller, each))
                        .filter(each -> wanted.test(each.state()))
                        .map(this::seen)
                        .toList(),
                page.next());
    }

    private Seen seen(Operation operation) {
        return new Seen(
                operation, operations.steps(operation.id()), operations.progress(operation.id()));
    }

    public Seen show(Caller caller, OperationId id) {
        gate.check(caller, Right.READ, "look at an operation");
        return seen(require(caller, id));
    }

    private Operation require(Caller caller, OperationId id) {
        Operation operation = operations.require(id);
        if (!isFor(caller, operation)) {
            throw HedgerowException.of(
                    Failure.OPERATION_NOT_FOUND, "There is no operation %s".formatted(id));
        }
        return operation;
    }

    /** Whether it is of the caller's tenant and works on nothing outside the caller's scope. */
    private static boolean isFor(Caller caller, Operation operation) {
        if (!operation.origin().tenant().equals(caller.tenant())) {
            return false;
        }
        List<GraphId> graphs =
                operation.targets().stream()
                        .filter(target -> target.kind().equals("graph"))
                        .map(target -> new GraphId(target.id()))
                        .toList();
        return caller.scope().graphs().isEmpty()
                || (!graphs.isEmpty() && graphs.stream().allMatch(caller.scope()::includes));
    }

    public Seen cancel(Caller caller, OperationId id, Optional<String> key) {
        gate.check(caller, Right.WRITE, "cancel an operation");
        var _ = require(caller, id);
        once.run(
                caller,
                key,
                "cancel " + id,
                tx -> operations.cancel(tx, id, caller.actor()).id().value());
        return seen(require(caller, id));
    }

    /** The operation's events after the given number. */
    public List<Event> events(Caller caller, OperationId id, long after, int limit) {
        gate.check(caller, Right.READ, "watch an operation");
        var _ = require(caller, id);
        return operations.events(id, after, limit);
    }

    /** Fires when there is news of the operation; to be closed. */
    public Store.Watch watch(Caller caller, OperationId id) {
        gate.check(caller, Right.READ, "watch an operation");
        var _ = require(caller, id);
        return operations.watch(id);
    }

    /** Fires when there is news of any operation; to be closed. */
    public Store.Watch watch(Caller caller) {
        gate.check(caller, Right.READ, "watch operations");
        return operations.watch();
    }
}
