package dev.hedgerow.simulation.engine;

import dev.hedgerow.files.Cells;
import dev.hedgerow.files.Column;
import dev.hedgerow.files.RowCells;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.projection.Staging;
import dev.hedgerow.store.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows on their way to the model engine, in a file of their own. */
public final class StagedRows implements Staging.Rows {
    private final Path file;
    private final List<Column> columns;
    private final List<Tuple> rows = new ArrayList<>();

    private StagedRows(Path file, List<Column> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** Begins a file. */
    public static Staging.Rows begin(Path file, List<Column> columns, Path spill) {
        return new StagedRows(file, columns);
    }

    @Override
    public Cells cells() {
        return new RowCells(
                columns, values -> rows.add(Tuple.ofAll(Arrays.asList(values.clone()))));
    }

    @Override
    public long finish() {
        try {
            Files.write(file, Tuple.ofAll(rows).encode());
            return rows.size();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static HedgerowException failed(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return HedgerowException.causedBy(
                e, full ? Failure.DISK_FULL : Failure.INPUT_OUTPUT, "Rows are not staged: " + e);
    }

    @Override
    public void close() {
        rows.clear();
    }

    static List<List<@Nullable Object>> read(Path file) {
        try {
            Tuple all = Tuple.decode(Files.readAllBytes(file));
            var rows = new ArrayList<List<@Nullable Object>>();
            for (int i = 0; i < all.size(); i++) {
                rows.add(new ArrayList<>(all.tuple(i).elements()));
            }
            return rows;
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
