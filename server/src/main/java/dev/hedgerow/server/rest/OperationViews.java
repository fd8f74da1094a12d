package dev.hedgerow.server.rest;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.operations.Event;
import dev.hedgerow.operations.Fault;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.ProgressReport;
import dev.hedgerow.operations.RecordedStep;
import dev.hedgerow.operations.Status;
import dev.hedgerow.operations.Target;
import dev.hedgerow.service.OperationUseCases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Operations and their events as JSON. */
final class OperationViews {
    private static final JsonMapper JSON = new JsonMapper();

    private OperationViews() {}

    static Map<String, @Nullable Object> withoutSteps(Operation operation) {
        return view(operation).put("steps", List.of()).map();
    }

    static Map<String, @Nullable Object> seen(OperationUseCases.Seen seen) {
        var steps = new ArrayList<Map<String, @Nullable Object>>();
        seen.steps().forEach(step -> steps.add(step(step)));
        if (seen.operation().status() instanceof Status.Running running) {
            running.step()
                    .filter(name -> seen.steps().stream().noneMatch(s -> s.name().equals(name)))
                    .ifPresent(name ->
                            steps.add(
                                    new JsonObject()
                                            .put("name", name)
                                            .put("state", "running")
                                            .map()));
        }
        return view(seen.operation())
                .put("steps", steps)
                .put("progress", seen.progress().map(OperationViews::progress))
                .map();
    }

    private static JsonObject view(Operation operation) {
        return new JsonObject()
                .put("id", operation.id().value())
                .put("kind", operation.kind())
                .put("state", ProjectionViews.word(operation.state()))
                .put("lane", ProjectionViews.word(operation.work().lane()))
                .put("targets", operation.targets().stream().map(OperationViews::target).toList())
                .put("request", JSON.readTree(operation.work().request()))
                .put("attempt", operation.journal().attempt())
                .put("cancelRequested", operation.cancelRequest().isPresent())
                .put("output", operation.output().map(JSON::readTree))
                .put("failure", operation.fault().map(OperationViews::fault))
                .put("actor", operation.origin().actor())
                .put("tenant", operation.origin().tenant())
                .put("parent", operation.origin().parent().map(OperationId::value))
                .time("createdAt", operation.created())
                .time("startedAt", operation.journal().started())
                .time("endedAt", ended(operation));
    }

    private static Optional<Instant> ended(Operation operation) {
        return operation.status() instanceof Status.Ended ended
                ? Optional.of(ended.at())
                : Optional.empty();
    }

    private static Map<String, @Nullable Object> target(Target target) {
        return new JsonObject()
                .put("kind", target.kind())
                .put("id", target.id())
                .put("mode", ProjectionViews.word(target.mode()))
                .map();
    }

    private static Map<String, @Nullable Object> step(RecordedStep step) {
        return new JsonObject()
                .put("name", step.name())
                .put("state", "done")
                .time("startedAt", step.began())
                .time("endedAt", step.ended())
                .put("ms", Duration.between(step.began(), step.ended()).toMillis())
                .map();
    }

    private static Map<String, @Nullable Object> progress(ProgressReport report) {
        var view = new JsonObject().put("done", report.done());
        report.total().ifPresent(total -> view.put("total", total));
        return view.put("unit", report.unit()).put("text", report.step()).map();
    }

    private static Map<String, @Nullable Object> fault(Fault fault) {
        return new JsonObject()
                .put("code", fault.code().code())
                .put("detail", fault.sentence())
                .put("step", fault.step())
                .put("context", fault.context())
                .map();
    }

    static Map<String, @Nullable Object> event(Event event) {
        return new JsonObject()
                .put("number", event.number())
                .time("at", event.at())
                .put("who", event.who())
                .put("what", ProjectionViews.word(event.what()))
                .put("attempt", event.attempt())
                .put("step", event.step())
                .put("note", event.note())
                .map();
    }
}
