package dev.hedgerow.projection.build;

import dev.hedgerow.files.Cells;
import dev.hedgerow.graph.RowPart;
import java.util.List;
import java.util.function.IntConsumer;

/** Values of the graph on their way to the columns that the engine loads. */
final class StagedCells implements Cells {
    private final Cells columns;
    private final boolean[] isKey;
    private final int progressEvery;
    private final IntConsumer progress;
    private int rows;

    /**
     * @param parts what stands in each column
     * @param progress hears how many rows more there are, each time there are that many; may throw
     *     to stop
     */
    StagedCells(Cells columns, List<RowPart> parts, int progressEvery, IntConsumer progress) {
        this.columns = columns;
        this.progressEvery = progressEvery;
        this.progress = progress;
        isKey = new boolean[parts.size()];
        for (int i = 0; i < isKey.length; i++) {
            isKey[i] = parts.get(i) instanceof RowPart.Key || parts.get(i) instanceof RowPart.End;
        }
    }

    @Override
    public void bool(int column, boolean value) {
        columns.bool(column, value);
    }

    @Override
    public void number(int column, long value) {
        columns.number(column, value);
    }

    @Override
    public void real(int column, double value) {
        columns.real(column, value);
    }

    @Override
    public void text(int column, byte[] utf8, int from, int to) {
        columns.text(column, utf8, from, to);
    }

    @Override
    public void value(int column, Object value) {
        Object staged =
                isKey[column] && value instanceof List<?> key
                        ? NodeTable.keyText(key)
                        : EngineType.staged(value);
        if (staged != null) {
            columns.value(column, staged);
        }
    }

    @Override
    public void endRow() {
        columns.endRow();
        if (++rows == progressEvery) {
            tellProgress();
        }
    }

    /** Tells what was not told yet. */
    void tellProgress() {
        progress.accept(rows);
        rows = 0;
    }
}
