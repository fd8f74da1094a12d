package dev.hedgerow.tables;

import dev.hedgerow.store.Reader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table whose items are rows that another layer keeps in its own way: it is read like any other,
 * at the one moment of the request, and never written. Its keys are texts.
 */
public interface SystemTable {
    String name();

    /** The attribute that is the key; each item has it, once. */
    String key();

    /** Global indexes, which hold all attributes of items that have both of theirs. */
    List<Index> indexes();

    /**
     * The attributes of one row by their names: texts, whole numbers, truth values, lists and maps
     * of these.
     */
    Optional<Map<String, Object>> find(Reader reader, String key);

    /** Rows in the order of their keys, behind one of them; no more than the limit. */
    List<Map<String, Object>> rows(Reader reader, Optional<String> after, int limit);

    /**
     * Rows among which are all that have entries in one partition of an index, page by page in an
     * order of their own; all rows, unless the table finds them sooner.
     */
    default Rows rows(Reader reader, Index index, String hash, Optional<String> after, int limit) {
        List<Map<String, Object>> rows = rows(reader, after, limit);
        return new Rows(
                rows,
                rows.size() < limit
                        ? Optional.empty()
                        : Optional.of(String.valueOf(rows.getLast().get(key()))));
    }

    /** What stands in the index for a row: the row once, unless the table knows of more. */
    default List<Map<String, Object>> entries(Index index, Map<String, Object> row) {
        return List.of(row);
    }

    /**
     * Some rows.
     *
     * @param next where those behind them begin, for whoever gave it; empty when there are none
     */
    record Rows(List<Map<String, Object>> rows, Optional<String> next) {}

    /**
     * A global index by two attributes that are texts.
     *
     * @param hash chooses the partition
     * @param range orders the items in it
     */
    record Index(String name, String hash, String range) {}
}
