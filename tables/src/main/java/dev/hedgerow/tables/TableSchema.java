package dev.hedgerow.tables;

import dev.hedgerow.tables.value.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table as its row says.
 *
 * @param id never used again; the keys of its items begin with it
 * @param createdMillis since 1970
 * @param indexes in the order of their names
 */
record TableSchema(
        String name,
        long id,
        State state,
        long createdMillis,
        KeySchema keys,
        List<IndexSchema> indexes,
        TableSettings settings) {

    /** Where a table stands between being asked for and being gone. */
    enum State {
        CREATING,
        ACTIVE,
        UPDATING,
        DELETING;

        boolean serves() {
            return this == ACTIVE || this == UPDATING;
        }
    }

    Optional<IndexSchema> index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
    }

    /** The names of the key's attributes. */
    Set<String> keyNames() {
        return names(keys);
    }

    /** The names of the attributes that a place in the index has: its key's and the table's. */
    Set<String> keyNames(IndexSchema index) {
        Set<String> names = names(keys);
        names.addAll(names(index.keys()));
        return names;
    }

    private static Set<String> names(KeySchema keys) {
        var names = new LinkedHashSet<String>();
        for (KeyAttribute key : keys.all()) {
            names.add(key.name());
        }
        return names;
    }

    /** Every attribute that is in a key of the table or of an index. */
    Map<String, Type> keyTypes() {
        var types = new LinkedHashMap<String, Type>();
        keys.all().forEach(key -> types.put(key.name(), key.type()));
        for (IndexSchema index : indexes) {
            index.keys().all().forEach(key -> types.put(key.name(), key.type()));
        }
        return types;
    }

    TableSchema with(State state) {
        return new TableSchema(name, id, state, createdMillis, keys, indexes, settings);
    }
}
