package dev.hedgerow.server.rest;

import dev.hedgerow.graph.Change;
import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.EntityKey;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.Values;
import dev.hedgerow.service.RowUseCases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows, writes and changes as JSON. */
final class RowViews {
    private RowViews() {}

    static JsonObject written(RowUseCases.Written written) {
        return new JsonObject()
                .put("graph", written.graph())
                .put("branch", written.branch())
                .put("commit", written.outcome().commit().toString())
                .put("counts", GraphViews.counts(written.outcome().counts()))
                .put("replayed", written.outcome().replayed());
    }

    static Map<String, @Nullable Object> node(RowUseCases.NodeAt at, String view, boolean safe) {
        return new JsonObject()
                .put("graph", at.graph())
                .put("branch", view)
                .put("commit", at.commit().toString())
                .put("node", node(at.node(), safe))
                .map();
    }

    static Map<String, @Nullable Object> node(Node node, boolean safe) {
        return new JsonObject()
                .put("type", node.type().name())
                .putNullable("key", key(node.key()))
                .put("id", String.valueOf(key(node.key())))
                .put("version", node.version().toString())
                .put("properties", values(node.properties(), safe))
                .map();
    }

    static Map<String, @Nullable Object> edge(Edge edge, boolean safe) {
        return new JsonObject()
                .put("edge", edge.type().name())
                .putNullable("from", key(edge.from()))
                .putNullable("to", key(edge.to()))
                .putNullable("key", edge.key().isEmpty() ? null : key(edge.key()))
                .put("version", edge.version().toString())
                .put("properties", values(edge.properties(), safe))
                .map();
    }

    static Map<String, @Nullable Object> change(Change change) {
        var view =
                new JsonObject()
                        .put(
                                "op",
                                switch (change.kind()) {
                                    case INSERTED -> "insert";
                                    case UPDATED -> "update";
                                    case DELETED -> "delete";
                                });
        switch (change) {
            case Change.OfNode(_, EntityKey.NodeKey key, var after) -> {
                view.put("type", key.type()).putNullable("key", key(key.key()));
                after.ifPresent(node -> view.put("data", values(node.properties(), false)));
            }
            case Change.OfEdge(_, EntityKey.EdgeKey key, var after) -> {
                view.put("edge", key.type())
                        .putNullable("from", key(key.from()))
                        .putNullable("to", key(key.to()));
                after.ifPresent(edge -> view.put("data", values(edge.properties(), false)));
            }
        }
        return view.map();
    }

    /** One value as itself, a composite key as a list. */
    static @Nullable Object key(List<Object> key) {
        if (key.size() == 1) {
            return Values.toJson(key.getFirst(), false);
        }
        var values = new ArrayList<@Nullable Object>();
        key.forEach(value -> values.add(Values.toJson(value, false)));
        return values;
    }

    static Map<String, @Nullable Object> values(
            Map<String, @Nullable Object> properties, boolean safe) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        properties.forEach((name, value) -> view.put(name, Values.toJson(value, safe)));
        return view;
    }
}
