package dev.hedgerow.server.rest;

import dev.hedgerow.engine.EdgeValue;
import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import dev.hedgerow.engine.PathValue;
import dev.hedgerow.graph.Values;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.CypherAnswer;
import dev.hedgerow.projection.Freshness;
import dev.hedgerow.projection.Generation;
import dev.hedgerow.projection.GenerationState;
import dev.hedgerow.service.CypherUseCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers, freshness and generations as JSON. */
final class ProjectionViews {
    /** The projection's own key column, which is shown as the id. */
    private static final String KEY = "_key";

    private ProjectionViews() {}

    static Map<String, @Nullable Object> freshness(Freshness freshness) {
        var view =
                new JsonObject()
                        .put("state", word(freshness.state()))
                        .put("head", freshness.head().toString())
                        .time("headAt", freshness.head().instant())
                        .put("applied", freshness.applied().map(Stamp::toString))
                        .time("appliedAt", freshness.applied().map(Stamp::instant));
        if (freshness.applied().isPresent()) {
            view.put("commits", freshness.behind()).put("lagMs", freshness.lag().toMillis());
        }
        return view.put("reason", freshness.reason()).map();
    }

    static Map<String, @Nullable Object> standing(CypherUseCases.Standing standing) {
        Optional<String> active =
                standing.generations().stream()
                        .map(CypherUseCases.Sized::generation)
                        .filter(each -> each.state() == GenerationState.ACTIVE)
                        .map(each -> Long.toString(each.id().number()))
                        .findFirst();
        return new JsonObject()
                .put("graph", standing.graph())
                .put("freshness", freshness(standing.freshness()))
                .put("active", active)
                .put(
                        "generations",
                        standing.generations().stream()
                                .map(sized -> generation(sized, standing.freshness()))
                                .toList())
                .map();
    }

    private static Map<String, @Nullable Object> generation(
            CypherUseCases.Sized sized, Freshness freshness) {
        Generation generation = sized.generation();
        boolean active = generation.state() == GenerationState.ACTIVE;
        Stamp commit = generation.source().commit();
        var view =
                new JsonObject()
                        .put("id", Long.toString(generation.id().number()))
                        .put("state", word(generation.state()))
                        .put("branch", generation.source().branch())
                        .put(
                                "commit",
                                (active ? freshness.applied().orElse(commit) : commit).toString())
                        .put("bytes", sized.bytes())
                        .put("engine", generation.source().engine())
                        .time("createdAt", generation.created());
        generation
                .content()
                .ifPresent(content -> {
                    var counts = new LinkedHashMap<String, Object>();
                    counts.putAll(content.counts().nodes());
                    counts.putAll(content.counts().edges());
                    view.put("counts", counts);
                });
        if (active) {
            view.time("promotedAt", generation.standing().since());
        }
        return view.put("reason", generation.standing().reason()).map();
    }

    static Map<String, @Nullable Object> answer(
            CypherUseCases.Answered answered, boolean safe, double totalMs) {
        CypherAnswer answer = answered.answer();
        var rows = new ArrayList<List<@Nullable Object>>(answer.result().rows().size());
        for (List<@Nullable Object> row : answer.result().rows()) {
            rows.add(row(row, safe));
        }
        return header(answered)
                .put("rows", rows)
                .put("truncated", answer.result().truncated())
                .put("statistics", statistics(answer, totalMs))
                .map();
    }

    static JsonObject header(CypherUseCases.Answered answered) {
        CypherAnswer answer = answered.answer();
        return new JsonObject()
                .put("graph", answered.graph())
                .put("branch", "main")
                .put("commit", answer.commit().toString())
                .put("generation", Long.toString(answer.generation().number()))
                .put(
                        "columns",
                        answer.result().columns().stream()
                                .map(column ->
                                        new JsonObject()
                                                .put("name", column.name())
                                                .put("type", column.type())
                                                .map())
                                .toList());
    }

    static Map<String, @Nullable Object> statistics(CypherAnswer answer, double totalMs) {
        return new JsonObject()
                .put("rows", answer.result().rows().size())
                .put("executeMs", rounded(answer.result().milliseconds()))
                .put("totalMs", rounded(totalMs))
                .map();
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }

    static List<@Nullable Object> row(List<@Nullable Object> row, boolean safe) {
        var cells = new ArrayList<@Nullable Object>(row.size());
        row.forEach(cell -> cells.add(cell(cell, safe)));
        return cells;
    }

    private static @Nullable Object cell(@Nullable Object cell, boolean safe) {
        return switch (cell) {
            case null -> null;
            case NodeValue node ->
                    new JsonObject()
                            .put("type", node.label())
                            .put("id", node.id().toString())
                            .put("properties", properties(node.properties(), safe))
                            .map();
            case EdgeValue edge ->
                    new JsonObject()
                            .put("type", edge.label())
                            .put("id", edge.id().toString())
                            .put("from", edge.from().toString())
                            .put("to", edge.to().toString())
                            .put("properties", properties(edge.properties(), safe))
                            .map();
            case PathValue path ->
                    new JsonObject()
                            .put("nodes", cells(path.nodes(), safe))
                            .put("edges", cells(path.edges(), safe))
                            .map();
            case InternalId id -> id.toString();
            case Duration duration -> duration.toString();
            case byte[] bytes -> java.util.Base64.getEncoder().encodeToString(bytes);
            case List<?> list -> cells(list, safe);
            case Map<?, ?> map -> {
                var view = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, value) -> view.put(String.valueOf(key), cell(value, safe)));
                yield view;
            }
            default -> Values.toJson(cell, safe);
        };
    }

    private static List<@Nullable Object> cells(List<?> list, boolean safe) {
        var cells = new ArrayList<@Nullable Object>(list.size());
        list.forEach(each -> cells.add(cell(each, safe)));
        return cells;
    }

    private static Map<String, @Nullable Object> properties(
            Map<String, @Nullable Object> properties, boolean safe) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        properties.forEach((name, value) -> {
            if (!name.equals(KEY)) {
                view.put(name, cell(value, safe));
            }
        });
        return view;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
