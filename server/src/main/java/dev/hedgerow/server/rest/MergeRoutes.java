package dev.hedgerow.server.rest;

import dev.hedgerow.graph.Counts;
import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.MergeConflict;
import dev.hedgerow.graph.MergeOutcome;
import dev.hedgerow.graph.MergePreview;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.Resolution;
import dev.hedgerow.graph.Values;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.GraphUseCases;
import dev.hedgerow.service.MergeUseCases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/graphs/{graph}/merge}. */
final class MergeRoutes {
    private final Api api;

    MergeRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/graphs/{graph}/merge", this::merge),
                Route.post("/v1/graphs/{graph}/merge/preview", this::preview));
    }

    /** A merge to look at. */
    record Preview(String from, Optional<String> into) {}

    /** A merge to do. */
    record Merge(
            String from,
            Optional<String> into,
            Optional<List<Settled>> resolutions,
            Optional<String> policy,
            Optional<String> ifHead,
            Optional<String> message) {}

    /** How one conflict is settled. */
    record Settled(
            String entity,
            Optional<String> property,
            Optional<String> take,
            Optional<Object> value) {}

    private Reply preview(Call call) {
        Caller caller = api.caller(call.only());
        Preview body = call.body(Preview.class);
        String into = Api.branch(body.into());
        var previewed = api.useCases().merges().preview(caller, Api.graph(call), body.from(), into);
        MergePreview preview = previewed.preview();
        return Reply.ok(
                new JsonObject()
                        .put("graph", previewed.graph())
                        .put("from", body.from())
                        .put("into", into)
                        .put("fromCommit", preview.from().toString())
                        .put("intoCommit", preview.into().toString())
                        .put("counts", GraphViews.counts(preview.counts()))
                        .put("changes", preview.changes().stream().map(RowViews::change).toList())
                        .put(
                                "conflicts",
                                preview.conflicts().stream().map(MergeRoutes::conflict).toList())
                        .put("truncated", false)
                        .map());
    }

    static Map<String, @Nullable Object> conflict(MergeConflict conflict) {
        return new JsonObject()
                .put("id", conflict.id())
                .put("entity", conflict.entity().toString())
                .put("kind", conflict.property().isPresent() ? "property" : "deleted-and-changed")
                .put("property", conflict.property())
                .putNullable("base", side(conflict.base()))
                .putNullable("ours", side(conflict.ours()))
                .putNullable("theirs", side(conflict.theirs()))
                .put("problem", conflict.problem())
                .map();
    }

    private static @Nullable Object side(@Nullable Object side) {
        return switch (side) {
            case null -> null;
            case Node node -> RowViews.values(node.properties(), false);
            case Edge edge -> RowViews.values(edge.properties(), false);
            default -> Values.toJson(side, false);
        };
    }

    private Reply merge(Call call) {
        Caller caller = api.caller(call.only());
        Merge body = call.body(Merge.class);
        String into = Api.branch(body.into());
        String graph = Api.graph(call);
        var merge =
                new MergeUseCases.Merge(
                        body.from(),
                        into,
                        resolutions(caller, graph, body, into),
                        body.policy().flatMap(MergeRoutes::policy),
                        body.ifHead().map(GraphUseCases::commit),
                        body.message().orElse(""),
                        call.key());
        var merged = api.useCases().merges().merge(caller, graph, merge);
        return Reply.ok(written(merged, into));
    }

    private static Map<String, @Nullable Object> written(MergeUseCases.Merged merged, String into) {
        return switch (merged.outcome()) {
            case MergeOutcome.Merged(Stamp commit, Counts counts, boolean replayed) ->
                    written(merged.graph(), into, commit, counts, replayed);
            case MergeOutcome.UpToDate(Stamp head) ->
                    written(merged.graph(), into, head, Counts.NONE, false);
            case MergeOutcome.Conflicts(List<MergeConflict> conflicts) ->
                    throw HedgerowException.of(
                            Failure.MERGE_CONFLICT,
                            "%d conflicts; nothing was merged, send a resolution for each"
                                    .formatted(conflicts.size()),
                            Map.of(
                                    "conflicts",
                                    conflicts.stream().map(MergeRoutes::conflict).toList()));
            case MergeOutcome.Rejected(var violations, long total) ->
                    throw HedgerowException.refused(
                            Failure.ROWS_INVALID,
                            "The merged rows would break %d constraints; nothing was merged"
                                    .formatted(total),
                            violations);
            case MergeOutcome.Moved(Stamp head) ->
                    throw HedgerowException.of(
                            Failure.PRECONDITION_FAILED,
                            "The branch %s has moved on to %s; preview the merge again"
                                    .formatted(into, head));
        };
    }

    private static Map<String, @Nullable Object> written(
            String graph, String branch, Stamp commit, Counts counts, boolean replayed) {
        return new JsonObject()
                .put("graph", graph)
                .put("branch", branch)
                .put("commit", commit.toString())
                .put("counts", GraphViews.counts(counts))
                .put("replayed", replayed)
                .map();
    }

    private static Optional<Resolution> policy(String word) {
        return switch (word) {
            case "manual" -> Optional.empty();
            case "ours" -> Optional.of(new Resolution.Ours());
            case "theirs" -> Optional.of(new Resolution.Theirs());
            default ->
                    throw Call.invalid(
                            "'%s' is not a policy: expected manual, ours or theirs"
                                    .formatted(word));
        };
    }

    /** Resolutions name what is in conflict; the graph knows conflicts by id. */
    private Map<String, Resolution> resolutions(
            Caller caller, String graph, Merge body, String into) {
        var resolutions = new LinkedHashMap<String, Resolution>();
        List<Settled> settled = body.resolutions().orElse(List.of());
        if (settled.isEmpty()) {
            return resolutions;
        }
        List<MergeConflict> conflicts =
                api.useCases()
                        .merges()
                        .preview(caller, graph, body.from(), into)
                        .preview()
                        .conflicts();
        for (Settled each : settled) {
            MergeConflict conflict =
                    conflicts.stream()
                            .filter(c -> c.entity().toString().equals(each.entity()))
                            .filter(c -> c.property().equals(each.property()))
                            .findFirst()
                            .orElseThrow(() ->
                                    Call.invalid(
                                            "There is no conflict of %s%s to resolve"
                                                    .formatted(
                                                            each.entity(),
                                                            each.property()
                                                                    .map(p -> "." + p)
                                                                    .orElse(""))));
            resolutions.put(conflict.id(), resolution(each, conflict));
        }
        return resolutions;
    }

    private static Resolution resolution(Settled settled, MergeConflict conflict) {
        if (settled.value().isPresent()) {
            return new Resolution.Value(settled.value().get());
        }
        return switch (settled.take().orElse("")) {
            case "ours" -> new Resolution.Ours();
            case "theirs" -> new Resolution.Theirs();
            case "base" -> new Resolution.Value(Values.toJson(conflict.base(), false));
            default ->
                    throw Call.invalid("A resolution takes ours, theirs or base, or gives a value");
        };
    }
}
