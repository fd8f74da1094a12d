package dev.hedgerow.tables.reference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All tables of a node and their backups, as simple as can be: everything happens at once. */
final class TableModel {
    final NavigableMap<String, Table> tables = new TreeMap<>();

    /** By the long names that answers gave. */
    final Map<String, Backup> backups = new LinkedHashMap<>();

    /** The backup that was made last and has no long name yet. */
    @Nullable Backup made;

    /** What has to be asked before anything else, such as the page behind one. */
    @Nullable TableRequest next;

    /** Remembers all tables that can be restored to a moment at which nothing happens. */
    void mark(long millis) {
        for (Table table : tables.values()) {
            if (table.recoverable) {
                table.moments.put(millis, table.restored());
            }
        }
    }

    /** A table with a text as its key. */
    static final class Table {
        /** Units for reading and writing; none when on demand. */
        Optional<Units> units = Optional.empty();

        boolean isProtected;
        Optional<String> expiry = Optional.empty();
        Optional<String> stream = Optional.empty();
        boolean recoverable;

        /** Whether it has an index of {@code g}, a text. */
        boolean indexed;

        final NavigableMap<String, String> tags = new TreeMap<>();
        final NavigableMap<String, Integer> items = new TreeMap<>();

        /** What it was at some of the moments it can be restored to, by their milliseconds. */
        final NavigableMap<Long, Table> moments = new TreeMap<>();

        /** A table as one that is restored from this one: its items, and little else. */
        Table restored() {
            var copy = new Table();
            copy.units = units;
            copy.indexed = indexed;
            copy.items.putAll(items);
            return copy;
        }
    }

    /** Units of throughput. */
    record Units(int reads, int writes) {}

    /**
     * A backup.
     *
     * @param then the table as it was
     */
    record Backup(String name, String table, Table then) {}

    Table require(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new Wrong("Requested resource not found: Table: %s not found".formatted(name));
        }
        return table;
    }
}
