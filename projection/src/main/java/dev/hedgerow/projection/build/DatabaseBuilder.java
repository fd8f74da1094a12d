package dev.hedgerow.projection.build;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Session;
import dev.hedgerow.engine.Statement;
import dev.hedgerow.files.Column;
import dev.hedgerow.fleet.Folders;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.Staging;
import dev.hedgerow.projection.TypeCounts;
import dev.hedgerow.projection.serve.Marker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds the database of a moment in a folder of its own. Everything but the caller's progress runs
 * in native code for long: not for a virtual thread.
 */
public final class DatabaseBuilder {
    private static final int PROGRESS_EVERY = 8_192;
    private static final QueryLimits COUNT =
            QueryLimits.interactive().withTimeout(Duration.ofMinutes(10));

    private final CypherEngine engine;
    private final OpenOptions options;
    private final Staging staging;

    public DatabaseBuilder(CypherEngine engine, OpenOptions options, Staging staging) {
        this.engine = engine;
        this.options = options;
        this.staging = staging;
    }

    /**
     * Writes the database file, in an empty folder.
     *
     * @param progress hears the rows staged so far; may throw to stop
     */
    public TypeCounts build(GraphView view, Path file, LongConsumer progress) {
        Path folder = file.resolveSibling("staging");
        Folders.make(folder);
        try {
            return load(view, file, new Stage(staging, folder, progress));
        } finally {
            Folders.delete(folder);
        }
    }

    private TypeCounts load(GraphView view, Path file, Stage stage) {
        Schema schema = view.schema();
        var nodes = new LinkedHashMap<String, Long>();
        var edges = new LinkedHashMap<String, Long>();
        try (var database = engine.open(file, options);
                var session = database.session()) {
            session.execute(Marker.declaration());
            for (NodeType type : schema.nodes()) {
                var table = new NodeTable(type);
                session.execute(table.declaration());
                long rows = stage.write(table.columns(), view.nodes(type), table::row);
                stage.copy(session, table::copy, rows);
                session.execute(table.index());
                nodes.put(type.name(), rows);
            }
            for (EdgeType type : schema.edges()) {
                var table = new EdgeTable(type);
                session.execute(table.declaration());
                long rows = stage.write(table.columns(), view.edges(type), table::row);
                stage.copy(session, table::copy, rows);
                edges.put(type.name(), rows);
            }
            Statement applied = Marker.write(view.commit());
            session.execute(applied.text());
            database.checkpoint();
        }
        return TypeCounts.of(nodes, edges);
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

    /** The files between the store and the engine. */
    private static final class Stage {
        private final Staging staging;
        private final Path folder;
        private final LongConsumer progress;
        private long rows;

        Stage(Staging staging, Path folder, LongConsumer progress) {
            this.staging = staging;
            this.folder = folder;
            this.progress = progress;
        }

        private Path file() {
            return folder.resolve("rows.parquet");
        }

        <T> long write(
                List<Column> columns, Iterable<T> values, Function<T, @Nullable Object[]> row) {
            try (var staged = staging.begin(file(), columns, folder.resolve("spill"))) {
                for (T value : values) {
                    staged.append(row.apply(value));
                    if (++rows % PROGRESS_EVERY == 0) {
                        progress.accept(rows);
                    }
                }
                progress.accept(rows);
                return staged.finish();
            }
        }

        void copy(Session session, Function<Path, String> statement, long staged) {
            if (staged > 0) {
                session.execute(statement.apply(file()));
            }
            try {
                Files.deleteIfExists(file());
            } catch (IOException e) {
                throw HedgerowException.causedBy(
                        e, Failure.INPUT_OUTPUT, "%s cannot be deleted".formatted(file()));
            }
        }
    }
}
