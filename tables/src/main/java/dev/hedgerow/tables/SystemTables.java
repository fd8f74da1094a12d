package dev.hedgerow.tables;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.TableSchema.State;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tables that other layers show here. They have no rows of their own; their numbers are
 * negative, and their items have their places in the order of keys only while a request reads.
 */
final class SystemTables {
    static final SystemTables NONE = new SystemTables(List.of());

    /** What may be done to them. */
    private static final Set<String> ACTIONS =
            Set.of(
                    "BatchGetItem",
                    "DescribeTable",
                    "DescribeTimeToLive",
                    "GetItem",
                    "ListTagsOfResource",
                    "PartiQLSelect",
                    "Query",
                    "Scan");

    private final Map<String, Shown> byName = new TreeMap<>();
    private final List<Shown> shown = new ArrayList<>();

    private record Shown(SystemTable table, TableSchema schema) {
        SystemTable.Index index(IndexSchema index) {
            return table.indexes().stream()
                    .filter(each -> each.name().equals(index.name()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Where in a key its own part begins, behind table, index and hash. */
    private static final int PART = 3;

    SystemTables(List<SystemTable> tables) {
        long id = 0;
        for (SystemTable table : tables) {
            var each = new Shown(table, schema(table, --id));
            byName.put(table.name(), each);
            shown.add(each);
        }
    }

    private static TableSchema schema(SystemTable table, long id) {
        var indexes = new ArrayList<IndexSchema>();
        for (SystemTable.Index index : table.indexes()) {
            indexes.add(
                    new IndexSchema(
                            index.name(),
                            indexes.size() + 1,
                            true,
                            keys(List.of(index.hash()), List.of(index.range())),
                            new IndexSchema.Projected(ProjectionType.ALL, List.of()),
                            IndexSchema.State.ACTIVE,
                            Throughput.ON_DEMAND));
        }
        indexes.sort(Comparator.comparing(IndexSchema::name));
        return new TableSchema(
                table.name(),
                id,
                State.ACTIVE,
                0,
                keys(List.of(table.key()), List.of()),
                List.copyOf(indexes),
                TableSettings.SYSTEM);
    }

    private static KeySchema keys(List<String> hash, List<String> range) {
        return new KeySchema(texts(hash), texts(range));
    }

    private static List<KeyAttribute> texts(List<String> names) {
        return names.stream().map(name -> new KeyAttribute(name, Type.S)).toList();
    }

    Optional<TableSchema> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Shown::schema);
    }

    /** Their names, in order. */
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    static boolean isOne(TableSchema table) {
        return table.id() < 0;
    }

    /** The same permission, but for what would change one of them. */
    Permission guarding(Permission permission) {
        if (byName.isEmpty()) {
            return permission;
        }
        return new Permission() {
            @Override
            public String principal() {
                return permission.principal();
            }

            @Override
            public boolean allows(String action, Optional<String> table) {
                boolean readable =
                        table.isEmpty()
                                || !byName.containsKey(table.get())
                                || ACTIONS.contains(action);
                return readable && permission.allows(action, table);
            }
        };
    }

    /** Sees their items among those that the reader sees. */
    Reader over(Reader reader) {
        return new Over(reader);
    }

    private final class Over implements Reader {
        private final Reader reader;

        Over(Reader reader) {
            this.reader = reader;
        }

        @Override
        public Stamp stamp() {
            return reader.stamp();
        }

        @Override
        public Optional<Entry> get(Key key) {
            Optional<Shown> shown = shown(key);
            if (shown.isEmpty()) {
                return reader.get(key);
            }
            return shown.get()
                    .table()
                    .find(reader, key.tuple().string(key.tuple().size() - 1))
                    .map(row -> entry(shown.get(), Optional.empty(), item(row)));
        }

        @Override
        public List<Entry> scan(KeyRange range, int limit, Direction direction) {
            Optional<Shown> shown = shown(range.from());
            if (shown.isEmpty()) {
                return reader.scan(range, limit, direction);
            }
            TableSchema schema = shown.get().schema();
            Optional<IndexSchema> index =
                    schema.indexes().stream()
                            .filter(each ->
                                    ItemSpace.whole(schema.id(), each.number())
                                            .contains(range.from()))
                            .findFirst();
            return index.isEmpty() && direction == Direction.ASCENDING
                    ? some(shown.get(), range, limit)
                    : sorted(shown.get(), index, range, limit, direction);
        }

        /** Rows in their own order, which is that of their keys. */
        private List<Entry> some(Shown shown, KeyRange range, int limit) {
            var found = new ArrayList<Entry>();
            Optional<String> after = part(range);
            if (after.isPresent() && range.behind().isEmpty()) {
                shown.table()
                        .find(reader, after.get())
                        .map(row -> entry(shown, Optional.empty(), item(row)))
                        .ifPresent(found::add);
            }
            while (found.size() < limit) {
                int wanted = Math.min(limit - found.size(), Reader.PAGE);
                List<Map<String, Object>> page = shown.table().rows(reader, after, wanted);
                for (Map<String, Object> row : page) {
                    Entry entry = entry(shown, Optional.empty(), item(row));
                    if (entry.key().compareTo(range.to()) >= 0) {
                        return found;
                    }
                    if (range.contains(entry.key())) {
                        found.add(entry);
                    }
                }
                if (page.size() < wanted) {
                    return found;
                }
                after = Optional.of(String.valueOf(page.getLast().get(shown.table().key())));
            }
            return found;
        }

        /** The first ones of the range, which are found among all rows or those of a partition. */
        private List<Entry> sorted(
                Shown shown,
                Optional<IndexSchema> index,
                KeyRange range,
                int limit,
                Direction direction) {
            Comparator<Key> order = Comparator.naturalOrder();
            var first =
                    new TreeMap<Key, Entry>(
                            direction == Direction.ASCENDING ? order : order.reversed());
            Optional<String> after = Optional.empty();
            do {
                SystemTable.Rows page = page(shown, index, range, after);
                for (Map<String, Object> row : page.rows()) {
                    for (Entry entry : entries(shown, index, row)) {
                        if (range.contains(entry.key())) {
                            first.put(entry.key(), entry);
                        }
                    }
                    while (first.size() > limit) {
                        first.pollLastEntry();
                    }
                }
                after = page.next();
            } while (after.isPresent());
            return List.copyOf(first.values());
        }

        private SystemTable.Rows page(
                Shown shown, Optional<IndexSchema> index, KeyRange range, Optional<String> after) {
            Optional<String> hash = part(range);
            if (index.isEmpty()
                    || hash.isEmpty()
                    || !isPartition(shown, index.get(), hash.get(), range)) {
                List<Map<String, Object>> rows = shown.table().rows(reader, after, Reader.PAGE);
                return new SystemTable.Rows(
                        rows,
                        rows.size() < Reader.PAGE
                                ? Optional.empty()
                                : Optional.of(
                                        String.valueOf(rows.getLast().get(shown.table().key()))));
            }
            return shown.table()
                    .rows(reader, shown.index(index.get()), hash.get(), after, Reader.PAGE);
        }

        /** Whether the range ends in the partition in which it begins. */
        private boolean isPartition(Shown shown, IndexSchema index, String hash, KeyRange range) {
            Tuple partition =
                    ItemSpace.partition(shown.schema().id(), index.number(), Tuple.of(hash));
            return range.to().compareTo(ItemSpace.prefix(partition).to()) <= 0;
        }

        private List<Entry> entries(
                Shown shown, Optional<IndexSchema> index, Map<String, Object> row) {
            if (index.isEmpty()) {
                return List.of(entry(shown, index, item(row)));
            }
            var entries = new ArrayList<Entry>();
            for (Map<String, Object> each : shown.table().entries(shown.index(index.get()), row)) {
                Map<String, Value> item = item(each);
                if (Checks.isIndexable(index.get(), item)) {
                    entries.add(entry(shown, index, item));
                }
            }
            return entries;
        }

        private Entry entry(Shown shown, Optional<IndexSchema> index, Map<String, Value> item) {
            Key key =
                    index.map(in -> ItemSpace.indexRow(shown.schema(), in, item))
                            .orElseGet(() -> ItemSpace.item(shown.schema(), item));
            return new Entry(key, StoredItem.of(item).bytes(), reader.stamp());
        }
    }

    /** The text with which the keys begin where the range does, if it comes to that. */
    private static Optional<String> part(KeyRange range) {
        Tuple key = range.behind().orElse(range.from()).tuple();
        return key.size() > PART && key.get(PART) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private Optional<Shown> shown(Key key) {
        return shown.stream()
                .filter(each -> ItemSpace.all(each.schema().id()).contains(key))
                .findFirst();
    }

    private static Map<String, Value> item(Map<String, Object> row) {
        var item = new LinkedHashMap<String, Value>();
        row.forEach((name, value) -> item.put(name, value(value)));
        return item;
    }

    private static Value value(Object value) {
        return switch (value) {
            case String text -> new Value.Text(text);
            case Boolean truth -> new Value.Bool(truth);
            case Number number -> Value.Numeric.of(number.longValue());
            case List<?> list ->
                    new Value.Sequence(list.stream().map(SystemTables::value).toList());
            case Map<?, ?> map -> {
                var members = new LinkedHashMap<String, Value>();
                map.forEach((name, member) -> members.put(String.valueOf(name), value(member)));
                yield new Value.Document(members);
            }
            default -> throw new IllegalArgumentException("not in an item: " + value.getClass());
        };
    }
}
