package dev.hedgerow.tables;

import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.refusal.Sentence;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds tables for one request, at the moment the request reads, if whoever asks may do it to them.
 */
final class Lookup {
    private final TableRows rows;
    private final SystemTables system;
    private final Reader reader;
    private boolean ofSystem;

    Lookup(TableRows rows, SystemTables system, Reader reader) {
        this.rows = rows;
        this.system = system;
        this.reader = reader;
    }

    /** What is read at this moment, with the items of system tables if one was found. */
    Reader seen() {
        return ofSystem ? system.over(reader) : reader;
    }

    /** The table of this name, which can be read and written. */
    TableSchema serving(String name) {
        Asking.check(name);
        return inService(name);
    }

    /** The same for an action that is called otherwise than the operation. */
    TableSchema serving(String action, String name) {
        Asking.check(action, name);
        return inService(name);
    }

    private TableSchema inService(String name) {
        return stored(name)
                .filter(table -> table.state().serves())
                .orElseThrow(Sentence.TABLE_NOT_FOUND::refusal);
    }

    /** What else the function reads at that moment. */
    <T> T read(Function<Reader, T> function) {
        return function.apply(reader);
    }

    /** The table of this name, in whatever state, if there is one. */
    Optional<TableSchema> find(String name) {
        Asking.check(name);
        return stored(name);
    }

    private Optional<TableSchema> stored(String name) {
        Optional<TableSchema> shown = system.find(name);
        if (shown.isPresent()) {
            ofSystem = true;
            return shown;
        }
        return rows.find(reader, name).map(TableRows.Found::schema);
    }

    /** The table of this name, in whatever state. */
    TableSchema any(String name) {
        return find(name).orElseThrow(() -> Sentence.TABLE_NOT_FOUND_NAMED.refusal(name));
    }
}
