package dev.hedgerow.cli;

import dev.hedgerow.cli.text.StepLines;
import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Operations;
import dev.hedgerow.kernel.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code operation list|show|watch|cancel}. */
@Command(name = "operation", description = "List, show, watch and cancel durable operations")
final class OperationCommands {
    private final Session session;

    OperationCommands(Session session) {
        this.session = session;
    }

    @Command(name = "list", description = "Operations, newest first")
    int list(
            @Option(names = "--graph", paramLabel = "GRAPH") Optional<String> graph,
            @Option(names = "--in-flight", description = "Only those that have not ended")
                    boolean inFlight,
            @Option(
                            names = {"-n", "--limit"},
                            paramLabel = "N",
                            defaultValue = "20")
                    int limit) {
        Optional<String> state = inFlight ? Optional.of("in-flight") : Optional.empty();
        Operations.Page page =
                session.node()
                        .operations()
                        .list(graph, state, Optional.of(limit), Optional.empty());
        return session.answer(
                page, p -> session.table(table(p.operations()), "There are no operations."));
    }

    static Table table(List<Operation> operations) {
        Table table = Table.of("OPERATION", "KIND", "STATE", "TARGETS", "STEP", "CREATED", ">TOOK");
        for (Operation operation : operations) {
            table.row(
                    operation.id(),
                    operation.kind(),
                    operation.state(),
                    targets(operation),
                    operation.steps().isEmpty() ? "" : operation.steps().getLast().name(),
                    Words.moment(operation.createdAt()),
                    ProjectionCommands.took(operation));
        }
        return table;
    }

    private static String targets(Operation operation) {
        return String.join(
                ", ", operation.targets().stream().map(t -> t.kind() + ":" + t.id()).toList());
    }

    @Command(name = "show", description = "One operation and its steps")
    int show(@Parameters(paramLabel = "OPERATION") String id) {
        return session.answer(
                session.node().operations().show(id),
                operation -> {
                    table(List.of(operation)).print(session.terminal());
                    new StepLines(session.terminal(), "  ").accept(operation);
                });
    }

    @Command(name = "watch", description = "Follow an operation until it has ended")
    int watch(@Parameters(paramLabel = "OPERATION") String id) {
        return ProjectionCommands.watch(session, id);
    }

    @Command(name = "cancel", description = "Ask an operation to stop at its next step")
    int cancel(@Parameters(paramLabel = "OPERATION") String id) {
        return session.answer(
                session.node().operations().cancel(id),
                o -> session.say("%s %s is %s".formatted(o.kind(), o.id(), o.state())));
    }

    /** 0 when it succeeded, else as its failure's kind says. */
    static int exitCode(Operation operation) {
        if (operation.succeeded()) {
            return 0;
        }
        return operation
                .failure()
                .flatMap(trouble ->
                        Arrays.stream(Failure.values())
                                .filter(f -> f.code().equals(trouble.code()))
                                .findFirst())
                .map(failure -> failure.kind().exitCode())
                .orElse(Failure.Kind.FAILED.exitCode());
    }
}
