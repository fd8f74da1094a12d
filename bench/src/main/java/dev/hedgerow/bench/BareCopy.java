package dev.hedgerow.bench;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.files.Column;
import dev.hedgerow.files.ColumnType.Scalar;
import dev.hedgerow.files.ParquetFile;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.RowPart;
import dev.hedgerow.graph.ViewAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What a rebuild does, by hand: Parquet files as it stages them, and the engine that reads them.
 */
final class BareCopy {
    private static final long STAGING_BYTES = 256L << 20;

    private final Path folder;
    private final Path nodes;
    private final Path edges;

    BareCopy(Path folder) {
        this.folder = folder;
        this.nodes = folder.resolve("nodes.parquet");
        this.edges = folder.resolve("edges.parquet");
    }

    /** Writes the Parquet files; milliseconds. */
    double stage(Graph graph) {
        var node = columns(Scalar.I64, Scalar.STRING, Scalar.I32);
        var edge = columns(Scalar.I64, Scalar.I64, Scalar.I32);
        var scratch = new ParquetFile.Scratch(folder.resolve("spill"), STAGING_BYTES);
        long begin = System.nanoTime();
        try (var view = graph.view(ViewAddress.MAIN)) {
            NodeType people = view.schema().nodes().iterator().next();
            try (var file = ParquetFile.create(nodes, node, scratch)) {
                List<RowPart> parts =
                        List.of(new RowPart.OnlyKey(), value(people, "name"), value(people, "age"));
                view.each(people, parts, file.cells());
                file.finish();
            }
            EdgeType knows = view.schema().edges().iterator().next();
            try (var file = ParquetFile.create(edges, edge, scratch)) {
                List<RowPart> parts =
                        List.of(
                                new RowPart.OnlyEnd(true),
                                new RowPart.OnlyEnd(false),
                                value(knows, "since"));
                view.each(knows, parts, file.cells());
                file.finish();
            }
        }
        return millis(begin);
    }

    private static RowPart value(EntityType type, String property) {
        return new RowPart.Value(type.property(property).orElseThrow());
    }

    private static List<Column> columns(Scalar first, Scalar second, Scalar third) {
        return List.of(new Column("c0", first), new Column("c1", second), new Column("c2", third));
    }

    /** Copies the files into a new database, with a checkpoint; milliseconds. */
    double copy(CypherEngine engine, String name) {
        long begin = System.nanoTime();
        try (var database = engine.open(folder.resolve(name), OpenOptions.building());
                var session = database.session()) {
            session.execute(
                    "CREATE NODE TABLE Person(number INT64, name STRING, age INT32,"
                            + " PRIMARY KEY(number))");
            session.execute("COPY Person FROM '%s'".formatted(nodes));
            session.execute("CREATE REL TABLE Knows(FROM Person TO Person, since INT32)");
            session.execute("COPY Knows FROM '%s'".formatted(edges));
            database.checkpoint();
        }
        return millis(begin);
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }
}
