package dev.hedgerow.tables;

import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Value;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

    /** What says where an item, or its row in an index, stands among the others. */
    Map<String, Value> place(Optional<IndexSchema> index, StoredItem item) {
        var place = new LinkedHashMap<String, Value>();
        for (String name : index.map(this::keyNames).orElseGet(this::keyNames)) {
            place.put(name, item.attribute(name).orElseThrow());
        }
        return place;
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

    /** The indexes that a change of an item has to keep in step. */
    List<IndexSchema> followed() {
        return indexes.stream()
                .filter(index -> index.state() != IndexSchema.State.DELETING)
                .toList();
    }

    /** Whether a change of an item changes more than the item. */
    boolean hasFollowers() {
        return !indexes.isEmpty() || settings.expiry().isPresent() || settings.stream().isPresent();
    }

    TableSchema with(State next) {
        return new TableSchema(name, id, next, createdMillis, keys, indexes, settings);
    }

    TableSchema with(TableSettings next) {
        return new TableSchema(name, id, state, createdMillis, keys, indexes, next);
    }

    /** With an index more, or in the place of that of its name. */
    TableSchema with(IndexSchema index) {
        return with(
                Stream.concat(others(index.name()), Stream.of(index))
                        .sorted(Comparator.comparing(IndexSchema::name))
                        .toList());
    }

    TableSchema without(String index) {
        return with(others(index).toList());
    }

    private Stream<IndexSchema> others(String index) {
        return indexes.stream().filter(other -> !other.name().equals(index));
    }

    private TableSchema with(List<IndexSchema> next) {
        return new TableSchema(name, id, state, createdMillis, keys, next, settings);
    }

    /** Active again, unless an index still has to go; indexes to be filled may be. */
    TableSchema settled() {
        if (state == State.DELETING) {
            return this;
        }
        TableSchema next = this;
        boolean goes = false;
        for (IndexSchema index : indexes) {
            if (index.state() == IndexSchema.State.CREATING) {
                next = next.with(index.with(IndexSchema.State.BACKFILLING));
            }
            goes |= index.state() == IndexSchema.State.DELETING;
        }
        return goes ? next : next.with(State.ACTIVE);
    }

    /** Whether somebody still has to bring it, or something of it, to where it is going. */
    boolean isOnItsWay() {
        boolean expiring =
                settings.expiry().filter(e -> e.state() != Expiry.State.ENABLED).isPresent();
        boolean indexing = indexes.stream().anyMatch(i -> i.state() != IndexSchema.State.ACTIVE);
        return state != State.ACTIVE || expiring || indexing;
    }
}
