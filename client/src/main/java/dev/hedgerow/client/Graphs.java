package dev.hedgerow.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, finds and deletes graphs. */
public final class Graphs {
    private final Transport transport;

    Graphs(Transport transport) {
        this.transport = transport;
    }

    /** Creates a graph with one empty branch. */
    public Graph create(String name, String schema) {
        return create(name, schema, name + ".pg", null);
    }

    /**
     * @param file what the schema's places in errors begin with
     * @param key the idempotency key; made here when null
     */
    public Graph create(String name, String schema, String file, @Nullable String key) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("schema", schema);
        body.put("file", file);
        return transport.post("/v1/graphs", body, key, Graph.class);
    }

    public Page list(Optional<Integer> limit, Optional<String> after) {
        Paths path = Paths.of("/v1/graphs").with("limit", limit).with("after", after);
        return transport.get(path.toString(), Page.class);
    }

    public Graph show(String name) {
        return transport.get(Paths.graph(name, "").toString(), Graph.class);
    }

    /** Deletes the graph; the operation removes its files. */
    public Operation delete(String name) {
        return transport.delete(Paths.graph(name, "").toString(), null, Operation.class);
    }

    /** Gives the graph another name; its id stays. */
    public Graph rename(String name, String next) {
        Map<String, String> body = Map.of("name", next);
        return transport.post(Paths.graph(name, "/rename").toString(), body, null, Graph.class);
    }

    /** Graphs by name; {@code next} continues. */
    public record Page(List<Graph> graphs, Optional<String> next) {}
}
