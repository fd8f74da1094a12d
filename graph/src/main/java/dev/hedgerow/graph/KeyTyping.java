package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.graph.value.RowCheck;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Tuple;
import java.util.List;

/** Keys that a reader names, raw or typed; what is no key of the type is INVALID_REQUEST. */
final class KeyTyping {
    private final Rows rows;

    KeyTyping(Rows rows) {
        this.rows = rows;
    }

    NodeRef ref(EntityKey.NodeKey key) {
        NodeType type =
                rows.schema().node(key.type()).orElseThrow(() -> unknown("node", key.type()));
        return new NodeRef(type.number(), tuple(type, key.key()));
    }

    EdgeRef ref(EntityKey.EdgeKey key) {
        EdgeType type =
                rows.schema().edge(key.type()).orElseThrow(() -> unknown("edge", key.type()));
        Tuple own = type.key().isEmpty() ? Tuple.ofAll(key.key()) : tuple(type, key.key());
        return new EdgeRef(
                type.number(), tuple(type.from(), key.from()), tuple(type.to(), key.to()), own);
    }

    private Tuple tuple(EntityType type, List<Object> raw) {
        return switch (rows.of(type).check().key(raw, type.name())) {
            case RowCheck.Key(List<Object> values) -> Keys.encode(type.key(), values);
            case RowCheck.RefusedKey(List<Violation> violations) ->
                    throw HedgerowException.refused(
                            Failure.INVALID_REQUEST, violations.getFirst().toString(), violations);
        };
    }

    private static HedgerowException unknown(String kind, String type) {
        return HedgerowException.of(
                Failure.INVALID_REQUEST, "The schema has no %s type '%s'".formatted(kind, type));
    }
}
