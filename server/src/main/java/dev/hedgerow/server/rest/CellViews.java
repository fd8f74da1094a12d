package dev.hedgerow.server.rest;

import dev.hedgerow.engine.EdgeValue;
import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import dev.hedgerow.engine.PathValue;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.Values;
import dev.hedgerow.projection.CypherAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one answer as JSON. A node shows its key, an edge the keys of its ends; the engine's
 * own ids mean nothing outside it. An end that is neither in the row nor among the answer's is left
 * out.
 */
final class CellViews {
    /** The projection's own key column, which is shown as the id. */
    private static final String KEY = "_key";

    private final Schema schema;
    private final boolean safe;
    private final Map<InternalId, NodeValue> ends;
    private final Map<InternalId, NodeValue> nodes = new HashMap<>();

    CellViews(CypherAnswer answer, boolean safe) {
        this.schema = answer.schema();
        this.ends = answer.ends();
        this.safe = safe;
    }

    List<@Nullable Object> row(List<@Nullable Object> row) {
        nodes.clear();
        row.forEach(this::learn);
        return cells(row);
    }

    /** Which nodes the row has. */
    private void learn(@Nullable Object cell) {
        switch (cell) {
            case NodeValue node -> nodes.put(node.id(), node);
            case PathValue path -> path.nodes().forEach(this::learn);
            case List<?> list -> list.forEach(this::learn);
            case Map<?, ?> map -> map.values().forEach(this::learn);
            case null, default -> {}
        }
    }

    private @Nullable Object cell(@Nullable Object cell) {
        return switch (cell) {
            case null -> null;
            case NodeValue node -> node(node);
            case EdgeValue edge -> edge(edge);
            case PathValue path ->
                    new JsonObject()
                            .put("nodes", cells(path.nodes()))
                            .put("edges", cells(path.edges()))
                            .map();
            case InternalId id -> id.toString();
            case Duration duration -> duration.toString();
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case List<?> list -> cells(list);
            case Map<?, ?> map -> {
                var view = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, value) -> view.put(String.valueOf(key), cell(value)));
                yield view;
            }
            default -> Values.toJson(cell, safe);
        };
    }

    private List<@Nullable Object> cells(List<?> list) {
        var cells = new ArrayList<@Nullable Object>(list.size());
        list.forEach(each -> cells.add(cell(each)));
        return cells;
    }

    private Map<String, @Nullable Object> node(NodeValue node) {
        Object key = key(node);
        return new JsonObject()
                .put("type", node.label())
                .putNullable("key", key)
                .put("id", key instanceof List<?> parts ? parts.toString() : String.valueOf(key))
                .put("properties", properties(node.properties()))
                .map();
    }

    private Map<String, @Nullable Object> edge(EdgeValue edge) {
        return new JsonObject()
                .put("type", edge.label())
                .put("from", end(edge.from()))
                .put("to", end(edge.to()))
                .put("properties", properties(edge.properties()))
                .map();
    }

    private Optional<Object> end(InternalId id) {
        NodeValue node = nodes.getOrDefault(id, ends.get(id));
        return node == null ? Optional.empty() : Optional.ofNullable(key(node));
    }

    /** One value as itself, a composite key as a list, a generated id as text. */
    private @Nullable Object key(NodeValue node) {
        List<Property> key = schema.node(node.label()).map(NodeType::key).orElse(List.of());
        if (key.isEmpty()) {
            return node.properties().get(KEY);
        }
        if (key.size() == 1) {
            return Values.toJson(node.properties().get(key.getFirst().name()), safe);
        }
        var parts = new ArrayList<@Nullable Object>(key.size());
        for (Property property : key) {
            parts.add(Values.toJson(node.properties().get(property.name()), safe));
        }
        return parts;
    }

    private Map<String, @Nullable Object> properties(Map<String, @Nullable Object> properties) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        properties.forEach((name, value) -> {
            if (!name.equals(KEY)) {
                view.put(name, cell(value));
            }
        });
        return view;
    }
}
