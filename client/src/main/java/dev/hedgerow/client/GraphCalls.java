package dev.hedgerow.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be done with one graph. Views are a branch, a commit or a time; branches are names. */
public final class GraphCalls {
    private final Transport transport;
    private final String graph;

    GraphCalls(Transport transport, String graph) {
        this.transport = transport;
        this.graph = graph;
    }

    public Graph show() {
        return transport.get(path(""), Graph.class);
    }

    public Schema schema(Optional<String> at) {
        return transport.get(Paths.graph(graph, "/schema").with("at", at).toString(), Schema.class);
    }

    /** How a branch would get to the schema, or why it cannot; changes nothing. */
    public Schema.Plan planSchema(Schema.Wanted wanted) {
        return transport.post(path("/schema/plan"), wanted, null, Schema.Plan.class);
    }

    /** Begins to bring a branch to the schema; no operation when there is nothing to do. */
    public Schema.Plan applySchema(Schema.Wanted wanted) {
        return transport.post(path("/schema/apply"), wanted, null, Schema.Plan.class);
    }

    /** The branches, by name. */
    public List<History.Branch> branches() {
        return transport.get(path("/branches"), Branches.class).branches();
    }

    /** Makes a branch of a view. */
    public History.Branch createBranch(String name, String from) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("from", from);
        return transport.post(path("/branches"), body, null, History.Branch.class);
    }

    public History.Branch deleteBranch(String name) {
        String path = path("/branches/" + Paths.segment(name));
        return transport.delete(path, null, History.Branch.class);
    }

    /** The history of a branch, newest first. */
    public History.Log log(String branch, Optional<Integer> limit, Optional<String> after) {
        Paths path =
                Paths.graph(graph, "/commits")
                        .with("on", Optional.of(branch))
                        .with("limit", limit)
                        .with("after", after);
        return transport.get(path.toString(), History.Log.class);
    }

    /** A node by its key; the key of a composite one is a JSON array. */
    public NodeAnswer node(String type, String key, Optional<String> at) {
        String rest = "/nodes/" + Paths.segment(type) + "/" + Paths.segment(key);
        return transport.get(Paths.graph(graph, rest).with("at", at).toString(), NodeAnswer.class);
    }

    /** A page of rows by values of their properties. */
    public Found.Page find(Found.Wanted wanted) {
        return transport.post(path("/find"), wanted, null, Found.Page.class);
    }

    /** Writes the rows as one commit, or none. */
    public Written mutate(String branch, List<Row> rows, Optional<String> message) {
        return mutate(branch, rows, message, null);
    }

    /**
     * @param rows of type {@link Row}, or maps of the same form
     * @param key the idempotency key; made here when null
     */
    public Written mutate(
            String branch, List<?> rows, Optional<String> message, @Nullable String key) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("on", branch);
        body.put("ops", rows);
        message.ifPresent(text -> body.put("message", text));
        return transport.post(path("/mutate"), body, key, Written.class);
    }

    /** Sends files, to be loaded as one commit or none. */
    public Written load(Load load, Load.Listener listener) {
        return load.send(transport, path("/load"), listener);
    }

    /** Every node and edge of a view; the caller closes it. */
    public Export export(Optional<String> at) {
        return Export.open(transport, Paths.graph(graph, "/export").with("at", at).toString());
    }

    public Answer query(Query query) {
        return transport.post(path("/query"), query, null, Answer.class);
    }

    /** What merging would do; changes nothing. */
    public History.MergePreview previewMerge(String from, String into) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("from", from);
        body.put("into", into);
        return transport.post(path("/merge/preview"), body, null, History.MergePreview.class);
    }

    /** Fails with {@code merge_conflict}, which lists the conflicts that need a resolution. */
    public Written merge(History.Merge merge) {
        return transport.post(path("/merge"), merge, null, Written.class);
    }

    /** The same for a merge that may take long. */
    public Written merge(History.Merge merge, Consumer<Operation.Progress> progress) {
        var request = transport.withKey(transport.request(path("/merge")), null);
        return Working.await(transport, Transport.posting(request, merge), "merge", progress);
    }

    public History.Diff diff(String from, String to, Optional<Integer> limit) {
        Paths path =
                Paths.graph(graph, "/diff")
                        .with("from", Optional.of(from))
                        .with("to", Optional.of(to))
                        .with("limit", limit);
        return transport.get(path.toString(), History.Diff.class);
    }

    /** The commits of a branch after one; waits for the first at most {@code waitMs}. */
    public History.Feed feed(String branch, Optional<String> after, Optional<Long> waitMs) {
        Paths path =
                Paths.graph(graph, "/feed")
                        .with("on", Optional.of(branch))
                        .with("after", after)
                        .with("waitMs", waitMs);
        return transport.get(path.toString(), History.Feed.class);
    }

    /** Freshness and generations. */
    public Projection projection() {
        return transport.get(path("/projection"), Projection.class);
    }

    /** Builds a new generation and promotes it. */
    public Operation materialize() {
        return transport.post(path("/materialize"), null, null, Operation.class);
    }

    /** Makes the previous generation the active one again. */
    public Projection rollback() {
        return transport.post(path("/rollback"), null, null, Projection.class);
    }

    private String path(String rest) {
        return Paths.graph(graph, rest).toString();
    }

    private record Branches(List<History.Branch> branches) {}

    /** A node as it is at a commit. */
    public record NodeAnswer(String graph, String branch, String commit, Entity node) {}

    /** A node. */
    public record Entity(
            String type,
            @Nullable Object key,
            String id,
            Map<String, @Nullable Object> properties) {}
}
