package dev.hedgerow.server.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sensible body for each route that takes one, by {@code METHOD path}; in its texts GRAPH stands
 * for the graph.
 */
final class Requests {
    static final Map<String, Object> BODIES = bodies();

    private Requests() {}

    private static Map<String, Object> bodies() {
        Map<String, Object> bodies = new LinkedHashMap<>();
        String graph = "POST /v1/graphs/{graph}";
        bodies.put("POST /v1/graphs", Map.of("name", "made", "schema", LiveServer.TOWNS));
        bodies.put(graph + "/rename", Map.of("name", "renamed"));
        bodies.put(graph + "/branches", Map.of("name", "agent/made"));
        bodies.put(graph + "/mutate", Map.of("on", "agent/one", "ops", List.of(town("Z"))));
        bodies.put(graph + "/load", "{\"type\": \"Town\", \"data\": {\"code\": \"Y\"}}\n");
        bodies.put(graph + "/merge", Map.of("from", "other", "into", "agent/one"));
        bodies.put(graph + "/merge/preview", Map.of("from", "agent/one"));
        bodies.put(graph + "/find", Map.of("type", "Town"));
        bodies.put(graph + "/query", Map.of("cypher", "MATCH (t:Town) RETURN t"));
        String more = LiveServer.TOWNS + "node More { code: String @key }";
        bodies.put(graph + "/schema/plan", Map.of("schema", more));
        bodies.put(graph + "/schema/apply", Map.of("schema", more, "on", "agent/one"));
        bodies.put(graph + "/materialize", Map.of());
        bodies.put(graph + "/rollback", "");
        bodies.put("POST /v1/backup", Map.of("folder", "/nowhere/to/be/written"));
        bodies.put("POST /v1/tokens", Map.of("name", "made"));
        bodies.put("POST /v1/keys", Map.of("name", "made"));
        bodies.put("POST /v1/tables/{action}", Map.of("TableName", "made"));
        bodies.put("POST /v1/operations/{operation}/cancel", "");
        return bodies;
    }

    private static Map<String, Object> town(String code) {
        return Map.of("type", "Town", "data", Map.of("code", code));
    }
}
