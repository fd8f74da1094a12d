package dev.hedgerow.projection.build;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Session;
import dev.hedgerow.fleet.Folders;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Threads;
import dev.hedgerow.projection.Staging;
import dev.hedgerow.projection.TypeCounts;
import dev.hedgerow.projection.serve.Marker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Builds the database of a moment in a folder of its own. Everything but the caller's progress runs
 * in native code for long: not for a virtual thread.
 */
public final class DatabaseBuilder {
    private static final QueryLimits COUNT =
            QueryLimits.interactive().withTimeout(Duration.ofMinutes(10));

    private final CypherEngine engine;
    private final OpenOptions options;
    private final Staging staging;
    private final Threads threads;

    public DatabaseBuilder(
            CypherEngine engine, OpenOptions options, Staging staging, Threads threads) {
        this.engine = engine;
        this.options = options;
        this.staging = staging;
        this.threads = threads;
    }

    /**
     * Writes the database file, in an empty folder.
     *
     * @param views opens the moment, once for each thread that reads it
     * @param progress hears the rows staged so far, from one thread at a time; may throw to stop
     */
    public TypeCounts build(Supplier<GraphView> views, Path file, LongConsumer progress) {
        Path folder = file.resolveSibling("staging");
        Folders.make(folder);
        try (var view = views.get()) {
            return load(view, views, file, folder, progress);
        } finally {
            Folders.delete(folder);
        }
    }

    private TypeCounts load(
            GraphView view,
            Supplier<GraphView> views,
            Path file,
            Path folder,
            LongConsumer progress) {
        Schema schema = view.schema();
        var tables = new ArrayList<StagedTable>();
        schema.nodes().forEach(type -> tables.add(StagedTable.of(new NodeTable(type))));
        schema.edges().forEach(type -> tables.add(StagedTable.of(new EdgeTable(type))));
        var rows = new long[tables.size()];
        try (var stager = new Stager(staging, tables, view, views, folder, progress)) {
            stager.start(threads);
            try (var database = engine.open(file, options);
                    var session = database.session()) {
                session.execute(Marker.declaration());
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = load(session, stager, tables.get(i), i);
                }
                index(session, tables);
                session.execute(Marker.write(view.commit()).text());
                database.checkpoint();
            }
        }
        var nodes = new LinkedHashMap<String, Long>();
        var edges = new LinkedHashMap<String, Long>();
        int table = 0;
        for (NodeType type : schema.nodes()) {
            nodes.put(type.name(), rows[table++]);
        }
        for (EdgeType type : schema.edges()) {
            edges.put(type.name(), rows[table++]);
        }
        return TypeCounts.of(nodes, edges);
    }

    private static long load(Session session, Stager stager, StagedTable table, int number) {
        session.execute(table.declaration());
        Stager.Staged staged = stager.await(number);
        if (staged.rows() > 0) {
            session.execute(table.copy().apply(staged.files()));
        }
        stager.loaded(staged);
        return staged.rows();
    }

    /** Last, because the engine loads edges at half the speed when their nodes have an index. */
    private static void index(Session session, List<StagedTable> tables) {
        for (StagedTable table : tables) {
            if (!table.index().isEmpty()) {
                session.execute(table.index());
            }
        }
    }

    /** What a database holds, counted there. */
    public record Found(Stamp applied, TypeCounts counts) {}

    /** Opens a built file and counts. */
    public Found inspect(Path file, Schema schema) {
        try (var database = engine.open(file, options);
                var session = database.session()) {
            return new Found(Marker.read(session), count(session, schema));
        }
    }

    private static TypeCounts count(Session session, Schema schema) {
        var nodes = new LinkedHashMap<String, Long>();
        var edges = new LinkedHashMap<String, Long>();
        for (NodeType type : schema.nodes()) {
            nodes.put(
                    type.name(),
                    count(
                            session,
                            "MATCH (n:%s) RETURN count(*)"
                                    .formatted(NodeTable.quoted(type.name()))));
        }
        for (EdgeType type : schema.edges()) {
            edges.put(
                    type.name(),
                    count(
                            session,
                            "MATCH ()-[e:%s]->() RETURN count(*)"
                                    .formatted(NodeTable.quoted(type.name()))));
        }
        return TypeCounts.of(nodes, edges);
    }

    private static long count(Session session, String question) {
        Object count = session.query(question, Map.of(), COUNT).rows().getFirst().getFirst();
        if (count instanceof Number number) {
            return number.longValue();
        }
        throw HedgerowException.of(Failure.ENGINE_FAILED, "A count came back as " + count);
    }
}
