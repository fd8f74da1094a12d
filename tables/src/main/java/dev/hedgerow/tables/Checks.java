package dev.hedgerow.tables;

import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.expression.PathsOf;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.expression.Update;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Item;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a table's schema asks of keys, items and expressions. */
final class Checks {
    static final int HASH_BYTES_MAX = 2048;
    static final int RANGE_BYTES_MAX = 1024;

    private Checks() {}

    /** What an earlier check has found to be there. */
    static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("it was checked to be there");
        }
        return value;
    }

    /** A key that names an item: the attributes of the key and no others. */
    static void lookupKey(TableSchema table, Map<String, Value> key) {
        List<KeyAttribute> parts = table.keys().all();
        if (key.size() != parts.size()) {
            throw Sentence.KEY_MISMATCH.refusal();
        }
        for (KeyAttribute part : parts) {
            Value value = key.get(part.name());
            if (value == null || value.type() != part.type()) {
                throw Sentence.KEY_MISMATCH.refusal();
            }
        }
        keyValues(table, key);
    }

    /** Whether the attributes name an item, perhaps among others. */
    static boolean hasKey(TableSchema table, Map<String, Value> attributes) {
        for (KeyAttribute part : table.keys().all()) {
            Value value = attributes.get(part.name());
            if (value == null || value.type() != part.type()) {
                return false;
            }
        }
        return true;
    }

    /** The key in an item that is to be stored. */
    static void itemKey(TableSchema table, Map<String, Value> item) {
        for (KeyAttribute part : table.keys().all()) {
            Value value = item.get(part.name());
            if (value == null) {
                throw Sentence.KEY_MISSING.refusal(part.name());
            }
            if (value.type() != part.type()) {
                throw Sentence.KEY_TYPE.refusal(part.name(), part.type(), value.type());
            }
        }
        keyValues(table, item);
    }

    private static void keyValues(TableSchema table, Map<String, Value> attributes) {
        for (KeyAttribute part : table.keys().all()) {
            Value value = present(attributes.get(part.name()));
            if (isEmpty(value)) {
                throw Sentence.KEY_EMPTY.refusal(word(value), part.name());
            }
        }
        sizes(table.keys(), attributes);
    }

    private static void sizes(KeySchema keys, Map<String, Value> attributes) {
        if (bytes(keys.hash(), attributes) > HASH_BYTES_MAX) {
            throw Sentence.KEY_HASH_SIZE.refusal();
        }
        if (bytes(keys.range(), attributes) > RANGE_BYTES_MAX) {
            throw Sentence.KEY_RANGE_SIZE.refusal();
        }
    }

    private static int bytes(List<KeyAttribute> keys, Map<String, Value> attributes) {
        int bytes = 0;
        for (KeyAttribute key : keys) {
            Value value = attributes.get(key.name());
            bytes += value == null ? 0 : value.size();
        }
        return bytes;
    }

    private static boolean isEmpty(Value value) {
        return value.type() != Type.N && value.size() == 0;
    }

    private static String word(Value value) {
        return value.type() == Type.S ? "string" : "binary";
    }

    /**
     * The attributes of an item that are keys of indexes.
     *
     * @param updated whether an update made the item, which has another sentence for emptiness
     */
    static void indexKeys(TableSchema table, Map<String, Value> item, boolean updated) {
        for (IndexSchema index : table.followed()) {
            for (KeyAttribute part : index.keys().all()) {
                Value value = item.get(part.name());
                if (value != null && value.type() != part.type()) {
                    throw Sentence.INDEX_KEY_TYPE.refusal(
                            part.name(), part.type(), value.type(), index.name());
                }
                if (value != null && isEmpty(value)) {
                    throw updated
                            ? Sentence.INDEX_KEY_EMPTY_UPDATE.refusal(word(value))
                            : Sentence.INDEX_KEY_EMPTY.refusal(
                                    word(value), index.name(), part.name());
                }
            }
            sizes(index.keys(), item);
        }
    }

    /** Whether the item has all attributes of the index's key, such as a key may have. */
    static boolean isIndexable(IndexSchema index, Map<String, Value> item) {
        for (KeyAttribute part : index.keys().all()) {
            Value value = item.get(part.name());
            if (value == null || value.type() != part.type() || isEmpty(value)) {
                return false;
            }
        }
        return bytes(index.keys().hash(), item) <= HASH_BYTES_MAX
                && bytes(index.keys().range(), item) <= RANGE_BYTES_MAX;
    }

    static void update(TableSchema table, Update update) {
        Set<String> keys = table.keyNames();
        for (var action : update.actions()) {
            if (keys.contains(action.path().head())) {
                throw Sentence.KEY_UPDATE.refusal(action.path().head());
            }
        }
        scalars(table, update.actions().stream().map(action -> action.path()).toList());
    }

    static void condition(TableSchema table, Condition condition) {
        scalars(table, PathsOf.condition(condition));
    }

    static void projection(TableSchema table, Projection projection) {
        scalars(table, projection.paths());
    }

    /** Refuses paths into attributes that are keys. */
    private static void scalars(TableSchema table, Collection<Path> paths) {
        for (Path path : paths) {
            if (path.isNested() && table.keyNames().contains(path.head())) {
                throw Sentence.KEY_SCALAR.refusal("Key", path.head());
            }
            if (path.isNested() && table.keyTypes().containsKey(path.head())) {
                throw Sentence.KEY_SCALAR.refusal("IndexKey", path.head());
            }
        }
    }

    /** The size of an item that is about to be stored, and how deep it is. */
    static void stored(Map<String, Value> item, Sentence tooLarge) {
        if (Item.size(item) > Item.SIZE_MAX) {
            throw tooLarge.refusal();
        }
        for (Value value : item.values()) {
            if (Item.levels(value) > Value.LEVELS_MAX) {
                throw Sentence.NESTING.refusal();
            }
        }
    }

    /** What a read of a global index may ask for. */
    static void projected(
            TableSchema table, IndexSchema index, Collection<Path> paths, boolean consistent) {
        if (!index.global() || index.projection() == ProjectionType.ALL || consistent) {
            return;
        }
        var missing =
                paths.stream()
                        .map(Path::head)
                        .filter(name -> !index.holds(name, table.keyNames()))
                        .distinct()
                        .toList();
        if (!missing.isEmpty()) {
            throw Sentence.INDEX_NOT_PROJECTED.refusal(index.name(), String.join(", ", missing));
        }
    }
}
