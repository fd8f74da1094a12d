package dev.hedgerow.tables;

import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.refusal.Sentence;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds tables for one request, at the moment the request reads, if whoever asks may do it to them.
 */
final class Lookup {
    private final Known known;
    private final Reader reader;
    private boolean ofSystem;

    /**
     * Where tables are found.
     *
     * @param rows of all tables, in whatever state
     * @param known of those that were asked for
     */
    record Known(TableRows rows, KnownTables known, SystemTables system) {}

    /**
     * @param reader has the newest that can be seen
     */
    Lookup(Known known, Reader reader) {
        this.known = known;
        this.reader = reader;
    }

    /** What is read at this moment, with the items of system tables if one was found. */
    Reader seen() {
        return ofSystem ? known.system().over(reader) : reader;
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
        return shown(name)
                .or(() -> known.known().find(reader, name))
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
        return shown(name).or(() -> known.rows().find(reader, name).map(TableRows.Found::schema));
    }

    private Optional<TableSchema> shown(String name) {
        Optional<TableSchema> shown = known.system().find(name);
        ofSystem |= shown.isPresent();
        return shown;
    }

    /** The table of this name, in whatever state. */
    TableSchema any(String name) {
        return find(name).orElseThrow(() -> Sentence.TABLE_NOT_FOUND_NAMED.refusal(name));
    }
}
