package dev.hedgerow.service;

import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.IdempotencyKey;
import dev.hedgerow.graph.MergeOutcome;
import dev.hedgerow.graph.MergePreview;
import dev.hedgerow.graph.MergeProgress;
import dev.hedgerow.graph.MergeRequest;
import dev.hedgerow.graph.Resolution;
import dev.hedgerow.kernel.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Bringing what is new on one branch to another. */
public final class MergeUseCases {
    private final Layers layers;
    private final Gate gate;

    MergeUseCases(Layers layers, Gate gate) {
        this.layers = layers;
        this.gate = gate;
    }

    /**
     * A merge that a caller wants.
     *
     * @param resolutions by the conflict's id
     * @param message may be empty
     */
    public record Merge(
            String from,
            String into,
            Map<String, Resolution> resolutions,
            Optional<Resolution> otherwise,
            Optional<Stamp> ifHead,
            String message,
            Optional<String> key) {
        public Merge {
            resolutions = Collections.unmodifiableMap(new LinkedHashMap<>(resolutions));
        }
    }

    /** What became of it, with the graph's name. */
    public record Merged(String graph, MergeOutcome outcome) {}

    /** What a merge would do, with the graph's name. */
    public record Previewed(String graph, MergePreview preview) {}

    public Previewed preview(Caller caller, String graph, String from, String into) {
        Graph open = gate.graph(caller, Right.READ, "preview a merge", graph);
        return new Previewed(open.entry().name(), open.previewMerge(from, into));
    }

    /**
     * @param progress what it throws ends a large merge, of which nothing is written then
     */
    public Merged merge(Caller caller, String graph, Merge merge, MergeProgress progress) {
        Graph open = gate.branch(caller, "merge", graph, merge.into());
        var request =
                new MergeRequest(
                        merge.from(),
                        merge.into(),
                        merge.resolutions(),
                        merge.otherwise(),
                        merge.ifHead(),
                        merge.message(),
                        caller.actor(),
                        merge.key()
                                .map(text ->
                                        new IdempotencyKey(
                                                text, layers.world().clock().instant())));
        return new Merged(open.entry().name(), open.merge(request, progress));
    }
}
