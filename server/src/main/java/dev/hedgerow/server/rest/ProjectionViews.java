package dev.hedgerow.server.rest;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.CypherAnswer;
import dev.hedgerow.projection.Freshness;
import dev.hedgerow.projection.Generation;
import dev.hedgerow.projection.GenerationState;
import dev.hedgerow.service.CypherUseCases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers, freshness and generations as JSON. */
final class ProjectionViews {
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
        var cells = new CellViews(answer, safe);
        for (List<@Nullable Object> row : answer.result().rows()) {
            rows.add(cells.row(row));
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

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
