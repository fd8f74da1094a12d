package dev.hedgerow.files;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads whole sources for tests. */
final class Rows {
    private Rows() {}

    static List<Row> all(RowSource source) {
        try (source) {
            var rows = new ArrayList<Row>();
            for (var row = source.next(); row.isPresent(); row = source.next()) {
                rows.add(row.get());
            }
            return rows;
        }
    }

    static List<Row> json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Row> json(byte[] bytes) {
        return all(
                JsonLines.of(new ByteArrayInputStream(bytes), "rows.jsonl", OptionalLong.empty()));
    }

    static List<Row> csv(CsvMapping mapping, String text) {
        return csv(mapping, text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Row> csv(CsvMapping mapping, byte[] bytes) {
        return all(Csv.of(mapping, new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length)));
    }

    /** The violation of a bad row, as it prints. */
    static String problem(Row row) {
        return ((Row.BadRow) row).violation().toString();
    }

    static Row.NodeRow node(Row row) {
        return (Row.NodeRow) row;
    }

    static Row.EdgeRow edge(Row row) {
        return (Row.EdgeRow) row;
    }
}
