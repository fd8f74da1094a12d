package dev.hedgerow.server.rest;

import dev.hedgerow.files.Csv;
import dev.hedgerow.files.CsvMapping;
import dev.hedgerow.files.JsonLines;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.graph.LoadRequest;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.EventSink;
import dev.hedgerow.server.http.Form;
import dev.hedgerow.server.http.Problems;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.RowUseCases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code POST /v1/graphs/{graph}/load}: files as a form, or rows as a stream. */
final class LoadRoute {
    private static final Set<String> FIELDS =
            Set.of("on", "message", "nulls", "node", "edge", "rows");

    private final Api api;

    LoadRoute(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/graphs/{graph}/load", this::load));
    }

    /** What is to be loaded, and where from. */
    private interface Inputs extends AutoCloseable {
        RowUseCases.Load load(LoadRequest.Progress progress);

        @Override
        void close();
    }

    private Reply load(Call call) {
        Caller caller = api.caller(call.only("on", "message"));
        Inputs inputs = call.sends("multipart/form-data") ? form(call) : stream(call);
        String graph = Api.graph(call);
        if (!call.accepts("text/event-stream")) {
            try (inputs) {
                return Reply.ok(
                        RowViews.written(
                                        api.useCases()
                                                .rows()
                                                .load(caller, graph, inputs.load((_, _) -> {})))
                                .map());
            }
        }
        return Reply.events(events -> {
            try (inputs) {
                tell(caller, graph, inputs, events);
            }
        });
    }

    private void tell(Caller caller, String graph, Inputs inputs, EventSink events) {
        try {
            var written =
                    api.useCases()
                            .rows()
                            .load(
                                    caller,
                                    graph,
                                    inputs.load((rows, bytes) -> progress(events, rows, bytes)));
            events.send("written", RowViews.written(written).map());
        } catch (HedgerowException e) {
            events.send("problem", Problems.document(e));
        }
    }

    private static void progress(EventSink events, long rows, long bytes) {
        events.send(
                "progress",
                new JsonObject()
                        .put("done", rows)
                        .put("total", 0)
                        .put("unit", "rows")
                        .put("text", bytes + " bytes read")
                        .map());
    }

    private Inputs stream(Call call) {
        RowSource source = JsonLines.of(call.stream(), "rows", OptionalLong.empty());
        return new Inputs() {
            @Override
            public RowUseCases.Load load(LoadRequest.Progress progress) {
                return new RowUseCases.Load(
                        Api.branch(call.query("on")),
                        List.of(source),
                        call.query("message").orElse(""),
                        call.key(),
                        progress);
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    private Inputs form(Call call) {
        Form form = call.form("file");
        try {
            for (String name : form.names()) {
                if (!FIELDS.contains(name)) {
                    throw Call.invalid(
                            "The form has no field '%s': fields are on, message, nulls, node, edge, rows, file"
                                    .formatted(name));
                }
            }
            return new FormInputs(call, form);
        } catch (RuntimeException | Error e) {
            form.close();
            throw e;
        }
    }

    /** The files of a form, and what its fields make of them. */
    private static final class FormInputs implements Inputs {
        private final Call call;
        private final Form form;
        private final List<RowSource> sources = new ArrayList<>();

        FormInputs(Call call, Form form) {
            this.call = call;
            this.form = form;
            Optional<Set<String>> nulls = form.field("nulls").map(FormInputs::words);
            for (String text : form.fields("node")) {
                csv(CsvMapping.node(text), nulls);
            }
            for (String text : form.fields("edge")) {
                csv(CsvMapping.edge(text), nulls);
            }
            for (String name : form.fields("rows")) {
                Form.File file = file(name);
                sources.add(JsonLines.of(file.open(), name, OptionalLong.of(file.bytes())));
            }
            if (sources.isEmpty()) {
                throw Call.invalid(
                        "A load needs at least one of 'node', 'edge' and 'rows', and its file");
            }
        }

        private static Set<String> words(String text) {
            var words = new LinkedHashSet<>(Arrays.asList(text.split(",", -1)));
            words.add("");
            return words;
        }

        private void csv(CsvMapping mapping, Optional<Set<String>> nulls) {
            Form.File file = file(mapping.file().toString());
            sources.add(
                    Csv.of(
                            nulls.map(mapping::withNullWords).orElse(mapping),
                            file.open(),
                            OptionalLong.of(file.bytes())));
        }

        private Form.File file(String name) {
            Form.File file = form.files().get(name);
            if (file == null) {
                throw Call.invalid(
                        "The form has no file '%s'; it has %s"
                                .formatted(name, form.files().keySet()));
            }
            return file;
        }

        @Override
        public RowUseCases.Load load(LoadRequest.Progress progress) {
            return new RowUseCases.Load(
                    Api.branch(form.field("on").or(() -> call.query("on"))),
                    sources,
                    form.field("message").or(() -> call.query("message")).orElse(""),
                    call.key(),
                    progress);
        }

        @Override
        public void close() {
            sources.forEach(RowSource::close);
            form.close();
        }
    }
}
