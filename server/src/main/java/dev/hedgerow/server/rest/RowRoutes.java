package dev.hedgerow.server.rest;

import dev.hedgerow.files.JsonRows;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowWriter;
import dev.hedgerow.graph.CommitChanges;
import dev.hedgerow.graph.Difference;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.LineSink;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.GraphUseCases;
import dev.hedgerow.service.RowUseCases;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mutations, lookups, export and feed. */
final class RowRoutes {
    private static final int OPS_MAX = 10_000;
    private static final int WAIT_MAX_MS = 30_000;
    private static final int FLUSH_BYTES = 32 << 10;

    private final Api api;

    RowRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/graphs/{graph}/mutate", this::mutate),
                Route.get("/v1/graphs/{graph}/nodes/{type}/{key}", this::node),
                Route.get("/v1/graphs/{graph}/export", this::export),
                Route.get("/v1/graphs/{graph}/diff", this::diff),
                Route.get("/v1/graphs/{graph}/feed", this::feed));
    }

    /** Rows to be written as one commit. */
    record Mutate(
            Optional<String> on,
            List<Map<String, @Nullable Object>> ops,
            Optional<String> ifHead,
            Optional<String> message,
            @com.fasterxml.jackson.annotation.JsonProperty("return") Optional<String> wanted) {}

    private Reply mutate(Call call) {
        Caller caller = api.caller(call.only());
        Mutate body = call.body(Mutate.class);
        if (body.ops().isEmpty() || body.ops().size() > OPS_MAX) {
            throw Call.invalid("A mutation needs 'ops', a list of 1 to %d rows".formatted(OPS_MAX));
        }
        var rows = new ArrayList<Row>(body.ops().size());
        for (Map<String, @Nullable Object> op : body.ops()) {
            rows.add(JsonRows.read(new Place("ops", rows.size() + 1L), op));
        }
        var mutation =
                new RowUseCases.Mutation(
                        Api.branch(body.on()),
                        rows,
                        body.ifHead().map(GraphUseCases::commit),
                        body.message().orElse(""),
                        call.key());
        var written = api.useCases().rows().mutate(caller, Api.graph(call), mutation);
        var view = RowViews.written(written);
        if (body.wanted().filter("diff"::equals).isPresent()) {
            view.put(
                    "diff",
                    api
                            .useCases()
                            .rows()
                            .changes(
                                    caller,
                                    Api.graph(call),
                                    written.branch(),
                                    written.outcome().commit())
                            .stream()
                            .map(RowViews::change)
                            .toList());
        }
        return Reply.ok(view.map());
    }

    /** A composite key is its values with commas between. */
    private Reply node(Call call) {
        Caller caller = api.caller(call.only("at", "numbers"));
        ViewAddress at = Api.at(call);
        List<Object> key = List.of((Object[]) call.parameter("key").split(",", -1));
        var found =
                api.useCases()
                        .rows()
                        .node(caller, Api.graph(call), call.parameter("type"), key, at);
        return Reply.ok(RowViews.node(found, at.toString(), Api.safeNumbers(call)));
    }

    private Reply export(Call call) {
        Caller caller = api.caller(call.only("at", "numbers"));
        var rows = api.useCases().rows();
        String graph = Api.graph(call);
        ViewAddress at = Api.at(call);
        // the commit is named before the first row: a head may move meanwhile, a commit does not
        Stamp commit = api.useCases().schemas().show(caller, graph, at).commit();
        return Reply.lines(
                        lines -> {
                            try (var writer = new RowWriter(new Lines(lines), "export")) {
                                var _ =
                                        rows.export(
                                                caller, graph, new ViewAddress.At(commit), writer);
                            }
                        })
                .with("Hedgerow-Commit", commit.toString());
    }

    private Reply diff(Call call) {
        Caller caller = api.caller(call.only("from", "to", "limit"));
        int limit = Api.limit(call);
        ViewAddress from =
                call.query("from")
                        .map(ViewAddress::parse)
                        .orElseThrow(() -> Call.invalid("A diff needs 'from', a view"));
        ViewAddress to = call.query("to").map(ViewAddress::parse).orElse(ViewAddress.MAIN);
        var differing = api.useCases().rows().diff(caller, Api.graph(call), from, to, limit);
        Difference difference = differing.difference();
        return Reply.ok(
                new JsonObject()
                        .put("graph", differing.graph())
                        .put("from", difference.from().toString())
                        .put("to", difference.to().toString())
                        .put(
                                "changes",
                                difference.changes().stream().map(RowViews::change).toList())
                        .put("truncated", difference.truncated())
                        .map());
    }

    private Reply feed(Call call) {
        Caller caller = api.caller(call.only("on", "after", "limit", "waitMs"));
        String graph = Api.graph(call);
        String branch = Api.branch(call.query("on"));
        Stamp after = call.query("after").map(GraphUseCases::commit).orElse(Stamp.ZERO);
        var patience = Duration.ofMillis(call.number("waitMs", 0, WAIT_MAX_MS, 0));
        List<CommitChanges> commits =
                api.useCases().rows().feed(caller, graph, branch, after, Api.limit(call), patience);
        Stamp next = commits.isEmpty() ? after : commits.getLast().commit().id();
        return Reply.ok(
                new JsonObject()
                        .put("graph", api.useCases().graphs().entry(caller, graph).name())
                        .put("branch", branch)
                        .put("commits", commits.stream().map(RowRoutes::commit).toList())
                        .put("next", next.toString())
                        .map());
    }

    private static Map<String, @Nullable Object> commit(CommitChanges commit) {
        return new JsonObject()
                .put("commit", commit.commit().id().toString())
                .time("at", commit.commit().time())
                .put("actor", commit.commit().actor())
                .put("message", commit.commit().message())
                .put("changes", commit.changes().stream().map(RowViews::change).toList())
                .map();
    }

    /** Passes what a writer writes on to a reply, cut at ends of lines. */
    private static final class Lines extends OutputStream {
        private final LineSink sink;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private int unflushed;

        Lines(LineSink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int b) {
            if (b != '\n') {
                line.write(b);
                return;
            }
            unflushed += line.size();
            sink.raw(line.toByteArray());
            line.reset();
            if (unflushed >= FLUSH_BYTES) {
                sink.flush();
                unflushed = 0;
            }
        }
    }
}
