package dev.hedgerow.server.rest;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.CatalogEntry;
import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.Counts;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.service.GraphUseCases;
import dev.hedgerow.service.SchemaUseCases;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Graphs, schemas, branches and commits as JSON. */
final class GraphViews {
    private GraphViews() {}

    static Map<String, @Nullable Object> graph(GraphUseCases.Summary summary) {
        return entry(summary.entry())
                .put("schemaVersion", summary.schemaVersion())
                .put("branch", Branch.MAIN)
                .put("commit", summary.head().toString())
                .put("counts", summary.counts())
                .put("freshness", ProjectionViews.freshness(summary.freshness()))
                .put("lastOperation", summary.lastOperation().map(OperationViews::withoutSteps))
                .map();
    }

    private static JsonObject entry(CatalogEntry entry) {
        return new JsonObject()
                .put("id", entry.id().value())
                .put("name", entry.name())
                .put("tenant", entry.tenant())
                .time("createdAt", entry.created().instant());
    }

    static Map<String, @Nullable Object> schema(SchemaUseCases.SchemaAt at) {
        return new JsonObject()
                .put("graph", at.graph().entry().name())
                .put("branch", at.branch())
                .put("commit", at.commit().toString())
                .put("version", at.schema().version())
                .put("text", at.schema().toString())
                .put("nodes", at.schema().nodes().stream().map(GraphViews::node).toList())
                .put("edges", at.schema().edges().stream().map(GraphViews::edge).toList())
                .map();
    }

    private static Map<String, @Nullable Object> node(NodeType type) {
        return type(type).map();
    }

    private static Map<String, @Nullable Object> edge(EdgeType type) {
        return type(type).put("from", type.from().name()).put("to", type.to().name()).map();
    }

    private static JsonObject type(EntityType type) {
        return new JsonObject()
                .put("name", type.name())
                .put("key", type.key().stream().map(Property::name).toList())
                .put("properties", type.properties().stream().map(GraphViews::property).toList())
                .put("description", type.description());
    }

    private static Map<String, @Nullable Object> property(Property property) {
        return new JsonObject()
                .put("name", property.name())
                .put("type", property.type().toString())
                .put("nullable", property.nullable())
                .put("description", property.description())
                .map();
    }

    static Map<String, @Nullable Object> branch(String graph, Branch branch, Stamp head) {
        var view =
                new JsonObject()
                        .put("graph", graph)
                        .put("name", branch.name())
                        .put("commit", head.toString())
                        .put("parent", branch.parent())
                        .time("createdAt", branch.created().instant());
        if (branch.parent().isPresent()) {
            view.put("forkedAt", branch.fork().toString());
        }
        return view.map();
    }

    static Map<String, @Nullable Object> commit(Commit commit) {
        return new JsonObject()
                .put("commit", commit.id().toString())
                .put("branch", commit.branch())
                .put("mergedFrom", commit.mergeParent().map(Stamp::toString))
                .time("at", commit.time())
                .put("actor", commit.actor())
                .put("message", commit.message())
                .put("counts", counts(commit.counts()))
                .map();
    }

    static Map<String, @Nullable Object> counts(Counts counts) {
        var view = new JsonObject();
        counts.byType()
                .forEach((type, count) ->
                        view.put(
                                type,
                                new JsonObject()
                                        .put("inserted", count.inserted())
                                        .put("updated", count.updated())
                                        .put("deleted", count.deleted())
                                        .map()));
        return view.map();
    }

    static <T> Map<String, @Nullable Object> page(
            String graph, String name, List<T> items, int limit, String next) {
        var view = new JsonObject().put("graph", graph).put(name, items);
        if (items.size() == limit) {
            view.put("next", next);
        }
        return view.map();
    }
}
