package dev.hedgerow.simulation.graph;

import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows of a request as an input of a load. */
final class RowList implements RowSource {
    private final Iterator<Row> rows;

    RowList(List<Row> rows) {
        this.rows = rows.iterator();
    }

    @Override
    public String name() {
        return "play";
    }

    @Override
    public Optional<Row> next() {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public OptionalLong bytesTotal() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {}
}
