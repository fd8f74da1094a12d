package dev.hedgerow.tables;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Units that requests consumed on one table, counted as DynamoDB does. */
final class Capacity {
    private static final int WRITE_UNIT = 1024;
    private static final int READ_UNIT = 4 * 1024;

    private final String table;
    private double tableUnits;
    private final Map<String, Double> local = new TreeMap<>();
    private final Map<String, Double> global = new TreeMap<>();
    private double reads;
    private double writes;

    Capacity(String table) {
        this.table = table;
    }

    /** Units of a write of so many bytes. */
    static double write(int bytes) {
        return Math.max(1, (bytes + WRITE_UNIT - 1) / WRITE_UNIT);
    }

    /** Units of a consistent read of so many bytes. */
    static double read(long bytes) {
        return Math.max(1, (bytes + READ_UNIT - 1) / READ_UNIT);
    }

    void addWrite(double units) {
        tableUnits += units;
        writes += units;
    }

    void addRead(double units) {
        tableUnits += units;
        reads += units;
    }

    /** Counts a page of the table, or of an index of it. */
    void addPage(Optional<IndexSchema> index, long bytes, boolean consistent) {
        double units = consistent ? read(bytes) : read(bytes) / 2;
        if (index.isPresent()) {
            addIndexRead(index.get(), units);
        } else {
            addRead(units);
        }
    }

    void addIndexWrite(IndexSchema index, double units) {
        (index.global() ? global : local).merge(index.name(), units, Double::sum);
        writes += units;
    }

    private void addIndexRead(IndexSchema index, double units) {
        (index.global() ? global : local).merge(index.name(), units, Double::sum);
        reads += units;
    }

    /** Adds what another request on the table consumed. */
    void add(Capacity other) {
        tableUnits += other.tableUnits;
        other.local.forEach((index, units) -> local.merge(index, units, Double::sum));
        other.global.forEach((index, units) -> global.merge(index, units, Double::sum));
        reads += other.reads;
        writes += other.writes;
    }

    /** Counts everything so far twice, as in a transaction. */
    void twice() {
        tableUnits *= 2;
        local.replaceAll((_, units) -> 2 * units);
        global.replaceAll((_, units) -> 2 * units);
        reads *= 2;
        writes *= 2;
    }

    private double total() {
        return reads + writes;
    }

    /** The object of one table. */
    void write(JsonGenerator out, CapacityReport report, boolean transaction) {
        out.writeStartObject();
        out.writeStringProperty("TableName", table);
        out.writeNumberProperty("CapacityUnits", total());
        if (transaction) {
            split(out);
        }
        if (report == CapacityReport.INDEXES) {
            out.writeName("Table");
            units(out, tableUnits);
            indexes(out, "LocalSecondaryIndexes", local);
            indexes(out, "GlobalSecondaryIndexes", global);
        }
        out.writeEndObject();
    }

    private void split(JsonGenerator out) {
        if (reads > 0) {
            out.writeNumberProperty("ReadCapacityUnits", reads);
        }
        if (writes > 0) {
            out.writeNumberProperty("WriteCapacityUnits", writes);
        }
    }

    private static void indexes(JsonGenerator out, String name, Map<String, Double> indexes) {
        if (!indexes.isEmpty()) {
            out.writeName(name);
            out.writeStartObject();
            for (var index : indexes.entrySet()) {
                out.writeName(index.getKey());
                units(out, index.getValue());
            }
            out.writeEndObject();
        }
    }

    private static void units(JsonGenerator out, double units) {
        out.writeStartObject();
        out.writeNumberProperty("CapacityUnits", units);
        out.writeEndObject();
    }

    /** The member of an answer that may speak of several tables. */
    static void writeAll(
            JsonGenerator out,
            @Nullable String parameter,
            Iterable<Capacity> capacities,
            boolean transaction) {
        CapacityReport report = CapacityReport.of(parameter);
        if (report != CapacityReport.NONE) {
            out.writeName("ConsumedCapacity");
            out.writeStartArray();
            for (Capacity capacity : capacities) {
                capacity.write(out, report, transaction);
            }
            out.writeEndArray();
        }
    }
}
