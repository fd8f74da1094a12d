package dev.hedgerow.files;

import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows of a list as an input. */
record RowList(String name, Iterator<Row> rows) implements RowSource {
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
