package dev.hedgerow.projection;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;

/** The keys of the package page. */
final class Keys {
    static final Subspace PROJECTION = new Subspace(19, "projection");

    private Keys() {}

    static Key graph(GraphId graph) {
        return PROJECTION.key("graph", graph.value());
    }

    static Key generation(GenerationId id) {
        return PROJECTION.key("generation", id.graph().value(), id.number());
    }

    static KeyRange generations(GraphId graph) {
        return KeyRange.below(PROJECTION, Tuple.of("generation", graph.value()));
    }

    static Key active(GraphId graph, String branch) {
        return PROJECTION.key("active", graph.value(), branch);
    }

    static KeyRange actives(GraphId graph) {
        return KeyRange.below(PROJECTION, Tuple.of("active", graph.value()));
    }

    static Key lock(GraphId graph) {
        return PROJECTION.key("lock", graph.value());
    }

    static Key staleness(GraphId graph) {
        return PROJECTION.key("staleness", graph.value());
    }

    static Tuple event(GenerationId id, GenerationEvent.Kind kind) {
        return Tuple.of(
                "event", id.graph().value(), Tuple.COMMIT_STAMP, id.number(), Rows.name(kind));
    }

    static KeyRange events(GraphId graph) {
        return KeyRange.below(PROJECTION, Tuple.of("event", graph.value()));
    }
}
