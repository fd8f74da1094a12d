package dev.hedgerow.projection.build;

import dev.hedgerow.files.Column;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.RowPart;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A table between the store and the engine.
 *
 * @param declaration the statement that makes the table
 * @param columns of the files
 * @param type whose rows they are
 * @param parts what of a row stands in each column
 * @param copy the statement that loads the files
 * @param index the statement that makes what is looked up fast; empty when there is none
 */
record StagedTable(
        String declaration,
        List<Column> columns,
        EntityType type,
        List<RowPart> parts,
        Function<List<Path>, String> copy,
        String index) {
    static StagedTable of(NodeTable table) {
        return new StagedTable(
                table.declaration(),
                table.columns(),
                table.type(),
                table.parts(),
                table::copy,
                table.index());
    }

    static StagedTable of(EdgeTable table) {
        return new StagedTable(
                table.declaration(), table.columns(), table.type(), table.parts(), table::copy, "");
    }
}
