package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The record's row: one JSON object, absent members for what is absent. */
final class OperationCodec {
    private static final int VERSION = 1;

    private OperationCodec() {}

    static byte[] encode(Operation operation) {
        ObjectNode row = Json.object().put("v", VERSION);
        work(row, operation.work());
        Origin origin = operation.origin();
        row.put("actor", origin.actor()).put("tenant", origin.tenant());
        origin.idempotencyKey().ifPresent(key -> row.put("idempotencyKey", key));
        origin.parent().ifPresent(parent -> row.put("parent", parent.value()));
        row.put("created", operation.created().toString());
        journal(row, operation.journal());
        operation
                .cancelRequest()
                .ifPresent(cancel ->
                        row.putObject("cancel")
                                .put("actor", cancel.actor())
                                .put("at", cancel.at().toString()));
        status(row.putObject("status"), operation.status());
        return Json.bytes(row);
    }

    private static void work(ObjectNode row, Operation.Work work) {
        row.put("kind", work.kind()).put("version", work.version()).put("request", work.request());
        var targets = row.putArray("targets");
        for (Operation.Place place : work.places()) {
            Target target = place.target();
            targets.addObject()
                    .put("kind", target.kind())
                    .put("id", target.id())
                    .put("mode", target.mode().name())
                    .put("place", place.number());
        }
        row.put("lane", work.lane().name());
        row.put("deadline", work.deadline().toString());
        row.put("retention", work.retention().toString());
    }

    private static void journal(ObjectNode row, Operation.Journal journal) {
        row.put("attempt", journal.attempt())
                .put("epoch", journal.epoch())
                .put("takeovers", journal.takeovers())
                .put("steps", journal.steps())
                .put("events", journal.events());
        journal.started().ifPresent(started -> row.put("started", started.toString()));
        journal.lastFault().ifPresent(fault -> fault(row.putObject("lastFault"), fault));
    }

    private static void fault(ObjectNode row, Fault fault) {
        row.put("code", fault.code().code()).put("sentence", fault.sentence());
        var context = row.putObject("context");
        fault.context().forEach(context::put);
        fault.step().ifPresent(step -> row.put("step", step));
    }

    private static void status(ObjectNode row, Status status) {
        row.put("state", status.state().name());
        switch (status) {
            case Status.Waiting waiting ->
                    waiting.until().ifPresent(until -> row.put("until", until.toString()));
            case Status.Ready ready -> row.put("since", ready.since().toString());
            case Status.Running running -> {
                Lease lease = running.lease();
                row.put("instance", lease.instance().value())
                        .put("incarnation", lease.incarnation())
                        .put("epoch", lease.epoch())
                        .put("since", running.since().toString());
                running.step().ifPresent(step -> row.put("step", step));
            }
            case Status.Succeeded succeeded -> {
                row.put("at", succeeded.at().toString());
                succeeded.output().ifPresent(output -> row.put("output", output));
            }
            case Status.Failed failed -> {
                row.put("at", failed.at().toString());
                fault(row.putObject("fault"), failed.fault());
            }
            case Status.Cancelled cancelled -> row.put("at", cancelled.at().toString());
            case Status.Expired expired -> row.put("at", expired.at().toString());
        }
    }

    /** The operation; CORRUPT when the row is not one that this version can read. */
    static Operation decode(OperationId id, byte[] value) {
        ObjectNode row = Json.tree(value);
        try {
            if (row.path("v").asInt(0) != VERSION) {
                throw new IllegalArgumentException("version " + row.path("v"));
            }
            return new Operation(
                    id,
                    work(row),
                    new Origin(
                            text(row, "actor"),
                            text(row, "tenant"),
                            optional(row, "idempotencyKey", JsonNode::stringValue),
                            optional(row, "parent", node -> new OperationId(node.stringValue()))),
                    instant(row, "created"),
                    journal(row),
                    optional(
                            row,
                            "cancel",
                            cancel ->
                                    new Operation.CancelRequest(
                                            text(cancel, "actor"), instant(cancel, "at"))),
                    status(member(row, "status")));
        } catch (RuntimeException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.CORRUPT,
                    "The record of operation %s cannot be read; a newer version may have written it"
                            .formatted(id));
        }
    }

    private static Operation.Work work(JsonNode row) {
        List<Operation.Place> places = new ArrayList<>();
        for (JsonNode target : member(row, "targets")) {
            var mode = Target.Mode.valueOf(text(target, "mode"));
            places.add(
                    new Operation.Place(
                            new Target(text(target, "kind"), text(target, "id"), mode),
                            member(target, "place").longValue()));
        }
        return new Operation.Work(
                text(row, "kind"),
                member(row, "version").intValue(),
                text(row, "request"),
                places,
                Lane.valueOf(text(row, "lane")),
                instant(row, "deadline"),
                Duration.parse(text(row, "retention")));
    }

    private static Operation.Journal journal(JsonNode row) {
        return new Operation.Journal(
                member(row, "attempt").intValue(),
                member(row, "epoch").longValue(),
                member(row, "takeovers").intValue(),
                member(row, "steps").intValue(),
                member(row, "events").longValue(),
                optional(row, "started", OperationCodec::instant),
                optional(row, "lastFault", OperationCodec::fault));
    }

    private static Fault fault(JsonNode row) {
        Map<String, String> context = new LinkedHashMap<>();
        member(row, "context")
                .properties()
                .forEach(entry -> context.put(entry.getKey(), entry.getValue().stringValue()));
        return new Fault(
                Failure.valueOf(text(row, "code").toUpperCase(java.util.Locale.ROOT)),
                text(row, "sentence"),
                context,
                optional(row, "step", JsonNode::stringValue));
    }

    private static Status status(JsonNode row) {
        return switch (State.valueOf(text(row, "state"))) {
            case WAITING -> new Status.Waiting(optional(row, "until", OperationCodec::instant));
            case READY -> new Status.Ready(instant(row, "since"));
            case RUNNING ->
                    new Status.Running(
                            new Lease(
                                    new InstanceId(text(row, "instance")),
                                    member(row, "incarnation").longValue(),
                                    member(row, "epoch").longValue()),
                            instant(row, "since"),
                            optional(row, "step", JsonNode::stringValue));
            case SUCCEEDED ->
                    new Status.Succeeded(
                            instant(row, "at"), optional(row, "output", JsonNode::stringValue));
            case FAILED -> new Status.Failed(instant(row, "at"), fault(member(row, "fault")));
            case CANCELLED -> new Status.Cancelled(instant(row, "at"));
            case EXPIRED -> new Status.Expired(instant(row, "at"));
        };
    }

    private static JsonNode member(JsonNode row, String name) {
        JsonNode node = row.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no member " + name);
        }
        return node;
    }

    private static String text(JsonNode row, String name) {
        return member(row, name).stringValue();
    }

    private static Instant instant(JsonNode row, String name) {
        return instant(member(row, name));
    }

    private static Instant instant(JsonNode node) {
        return Instant.parse(node.stringValue());
    }

    private static <T> Optional<T> optional(JsonNode row, String name, Function<JsonNode, T> read) {
        JsonNode node = row.get(name);
        return node == null ? Optional.empty() : Optional.of(read.apply(node));
    }
}
