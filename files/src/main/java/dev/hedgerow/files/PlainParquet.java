package dev.hedgerow.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parquet as plainly as the format allows: each row group has one page per column, values stand one
 * after the other, nothing is compressed. It costs little to write and little to read.
 */
final class PlainParquet implements ParquetRows {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP_ROWS = 122_880;
    private static final long GROUP_BYTES = 8L << 20;
    private static final int FILE_BUFFER = 1 << 16;
    private static final int PLAIN = 0;
    private static final int RLE = 3;

    private final Path target;
    private final OutputStream out;
    private final PlainColumn[] columns;
    private final List<Group> groups = new ArrayList<>();
    private long position;
    private long rows;
    private int groupRows;
    private boolean finished;

    private PlainParquet(Path target, PlainColumn[] columns) throws IOException {
        this.target = target;
        this.columns = columns;
        out = new BufferedOutputStream(Files.newOutputStream(target), FILE_BUFFER);
        write(MAGIC, MAGIC.length);
    }

    /** A row group: where the page of each column begins, and its bytes. */
    private record Group(int rows, List<Chunk> chunks) {}

    private record Chunk(long offset, long bytes) {}

    /** Whether it can write these columns. */
    static boolean takes(List<Column> columns) {
        return columns.stream().allMatch(column -> PlainColumn.takes(column.type()));
    }

    static PlainParquet create(Path target, List<Column> columns) {
        try {
            return new PlainParquet(
                    target, columns.stream().map(PlainColumn::new).toArray(PlainColumn[]::new));
        } catch (IOException e) {
            throw ParquetFile.failed(target, e);
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        position += length;
    }

    @Override
    public void append(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            add(i, values[i]);
        }
        endRow();
    }

    private void add(int column, @Nullable Object value) {
        try {
            columns[column].add(value);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException("A value of the wrong type: " + e.getMessage(), e);
        }
    }

    private void endRow() {
        rows++;
        groupRows++;
        long bytes = 0;
        for (PlainColumn column : columns) {
            column.endRow(groupRows);
            bytes += column.bytes();
        }
        if (groupRows == GROUP_ROWS || bytes >= GROUP_BYTES) {
            try {
                writeGroup();
            } catch (IOException e) {
                throw ParquetFile.failed(target, e);
            }
        }
    }

    @Override
    public Cells cells() {
        return new PlainCells();
    }

    /** Values straight to their columns. */
    private final class PlainCells implements Cells {
        @Override
        public void bool(int column, boolean value) {
            columns[column].bool(value);
        }

        @Override
        public void number(int column, long value) {
            columns[column].number(value);
        }

        @Override
        public void real(int column, double value) {
            columns[column].real(value);
        }

        @Override
        public void text(int column, byte[] utf8, int from, int to) {
            columns[column].text(utf8, from, to);
        }

        @Override
        public void value(int column, Object value) {
            add(column, value);
        }

        @Override
        public void endRow() {
            PlainParquet.this.endRow();
        }
    }

    private void writeGroup() throws IOException {
        var chunks = new ArrayList<Chunk>();
        for (PlainColumn column : columns) {
            long begin = position;
            byte[] levels = column.levels();
            int size = levels.length + column.bytes();
            byte[] header = pageHeader(size);
            write(header, header.length);
            write(levels, levels.length);
            write(column.values(), column.bytes());
            chunks.add(new Chunk(begin, position - begin));
            column.clear();
        }
        groups.add(new Group(groupRows, chunks));
        groupRows = 0;
    }

    private byte[] pageHeader(int size) {
        var thrift = new CompactThrift();
        thrift.number(1, 0);
        thrift.number(2, size);
        thrift.number(3, size);
        thrift.beginStruct(5);
        thrift.number(1, groupRows);
        thrift.number(2, PLAIN);
        thrift.number(3, RLE);
        thrift.number(4, RLE);
        thrift.end();
        thrift.end();
        return thrift.bytes();
    }

    @Override
    public long finish() {
        try {
            if (groupRows > 0) {
                writeGroup();
            }
            byte[] footer = footer();
            write(footer, footer.length);
            var length = new byte[4];
            PlainColumn.putInt(length, 0, footer.length);
            write(length, length.length);
            write(MAGIC, MAGIC.length);
            out.close();
            finished = true;
            return rows;
        } catch (IOException e) {
            throw ParquetFile.failed(target, e);
        }
    }

    private byte[] footer() {
        var thrift = new CompactThrift();
        thrift.number(1, 1);
        thrift.beginStructs(2, columns.length + 1);
        thrift.beginElement();
        thrift.text(4, "rows");
        thrift.number(5, columns.length);
        thrift.end();
        for (PlainColumn column : columns) {
            column.describe(thrift);
        }
        thrift.longNumber(3, rows);
        thrift.beginStructs(4, groups.size());
        groups.forEach(group -> describe(group, thrift));
        thrift.text(6, "Hedgerow");
        thrift.end();
        return thrift.bytes();
    }

    private void describe(Group group, CompactThrift thrift) {
        thrift.beginElement();
        thrift.beginStructs(1, columns.length);
        long bytes = 0;
        for (int i = 0; i < columns.length; i++) {
            Chunk chunk = group.chunks().get(i);
            bytes += chunk.bytes();
            thrift.beginElement();
            thrift.longNumber(2, chunk.offset());
            thrift.beginStruct(3);
            thrift.number(1, columns[i].physical());
            thrift.numbers(2, PLAIN, RLE);
            thrift.texts(3, columns[i].name());
            thrift.number(4, 0);
            thrift.longNumber(5, group.rows());
            thrift.longNumber(6, chunk.bytes());
            thrift.longNumber(7, chunk.bytes());
            thrift.longNumber(9, chunk.offset());
            thrift.end();
            thrift.end();
        }
        thrift.longNumber(2, bytes);
        thrift.longNumber(3, group.rows());
        thrift.end();
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        try {
            try (out) {
                finished = true;
            } finally {
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            throw ParquetFile.failed(target, e);
        }
    }
}
