package dev.hedgerow.server.rest;

import dev.hedgerow.graph.Counts;
import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.MergeConflict;
import dev.hedgerow.graph.MergeOutcome;
import dev.hedgerow.graph.MergePreview;
import dev.hedgerow.graph.MergeProgress;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.Resolution;
import dev.hedgerow.graph.Values;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.EventSink;
import dev.hedgerow.server.http.Problems;
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
                        .put("truncated", preview.isTruncated())
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
        if (!call.accepts("text/event-stream")) {
            var merged = api.useCases().merges().merge(caller, graph, merge, _ -> {});
            return Reply.ok(written(merged, into));
        }
        return Reply.events(events -> {
            try {
                MergeProgress progress = rows -> progress(events, rows);
                var merged = api.useCases().merges().merge(caller, graph, merge, progress);
                events.send("written", written(merged, into));
            } catch (HedgerowException e) {
                events.send("problem", Problems.document(e));
            }
        });
    }

    private static void progress(EventSink events, long rows) {
        events.send(
                "progress",
                new JsonObject()
                        .put("done", rows)
                        .put("total", 0)
                        .put("unit", "rows")
                        .put("text", "of this step")
                        .map());
    }

    private static Map<String, @Nullable Object> written(MergeUseCases.Merged merged, String into) {
        return switch (merged.outcome()) {
            case MergeOutcome.Merged(Stamp commit, Counts counts, boolean replayed) ->
                    written(merged.graph(), into, commit, counts, replayed);
            case MergeOutcome.UpToDate(Stamp head) ->
                    written(merged.graph(), into, head, Counts.NONE, false);
            case MergeOutcome.Conflicts conflicts -> throw refused(conflicts);
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

    private static HedgerowException refused(MergeOutcome.Conflicts conflicts) {
        int listed = conflicts.conflicts().size();
        return HedgerowException.of(
                Failure.MERGE_CONFLICT,
                "%d %s%s; nothing was merged, send a resolution for each%s"
                        .formatted(
                                conflicts.total(),
                                conflicts.total() == 1 ? "conflict" : "conflicts",
                                listed < conflicts.total()
                                        ? ", the first %d listed".formatted(listed)
                                        : "",
                                listed < conflicts.total() ? ", or a policy for all" : ""),
                Map.of(
                        "conflicts",
                        conflicts.conflicts().stream().map(MergeRoutes::conflict).toList()));
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

    /**
     * Resolutions name what is in conflict; the graph knows conflicts by id. Of a large merge not
     * all are listed: one that is not is taken as it is named.
     */
    private Map<String, Resolution> resolutions(
            Caller caller, String graph, Merge body, String into) {
        var resolutions = new LinkedHashMap<String, Resolution>();
        List<Settled> settled = body.resolutions().orElse(List.of());
        if (settled.isEmpty()) {
            return resolutions;
        }
        MergePreview preview =
                api.useCases().merges().preview(caller, graph, body.from(), into).preview();
        var byId = new LinkedHashMap<String, MergeConflict>();
        preview.conflicts().forEach(conflict -> byId.put(conflict.id(), conflict));
        boolean all = preview.inConflict() == byId.size();
        for (Settled each : settled) {
            String id = each.entity() + each.property().map(name -> "." + name).orElse("");
            Optional<MergeConflict> conflict = Optional.ofNullable(byId.get(id));
            if (all && conflict.isEmpty()) {
                throw Call.invalid("There is no conflict of %s to resolve".formatted(id));
            }
            resolutions.put(id, resolution(each, id, conflict));
        }
        return resolutions;
    }

    private static Resolution resolution(
            Settled settled, String id, Optional<MergeConflict> conflict) {
        if (settled.value().isPresent()) {
            return new Resolution.Value(settled.value().get());
        }
        return switch (settled.take().orElse("")) {
            case "ours" -> new Resolution.Ours();
            case "theirs" -> new Resolution.Theirs();
            case "base" ->
                    new Resolution.Value(
                            Values.toJson(
                                    conflict.orElseThrow(() ->
                                                    Call.invalid(
                                                            "The conflict of %s is not among the first, whose base is known: give the value"
                                                                    .formatted(id)))
                                            .base(),
                                    false));
            default ->
                    throw Call.invalid("A resolution takes ours, theirs or base, or gives a value");
        };
    }
}
