package dev.hedgerow.projection.build;

import dev.hedgerow.files.Column;
import dev.hedgerow.graph.GraphView;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table between the store and the engine.
 *
 * @param declaration the statement that makes the table
 * @param columns of the file
 * @param rows gives every row of the file
 * @param copy the statement that loads the file
 * @param index the statement that makes what is looked up fast; empty when there is none
 */
record StagedTable(
        String declaration,
        List<Column> columns,
        Rows rows,
        Function<Path, String> copy,
        String index) {
    /** Where rows come from. */
    interface Rows {
        void each(GraphView view, Consumer<@Nullable Object[]> consumer);
    }

    static StagedTable of(NodeTable table) {
        return new StagedTable(
                table.declaration(),
                table.columns(),
                (view, consumer) -> {
                    var rows = table.rows();
                    view.eachNode(table.type(), node -> consumer.accept(rows.apply(node)));
                },
                table::copy,
                table.index());
    }

    static StagedTable of(EdgeTable table) {
        return new StagedTable(
                table.declaration(),
                table.columns(),
                (view, consumer) -> {
                    var rows = table.rows();
                    view.eachEdge(table.type(), edge -> consumer.accept(rows.apply(edge)));
                },
                table::copy,
                "");
    }
}
