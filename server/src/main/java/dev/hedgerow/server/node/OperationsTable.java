package dev.hedgerow.server.node;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.Page;
import dev.hedgerow.operations.Target;
import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.SystemTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operations as a table, with indexes by state and by target. An operation has an entry for each of
 * its targets, which says that one as {@code target}; those of one target are found by its line.
 */
final class OperationsTable implements SystemTable {
    private static final String KEY = "operationId";
    private static final String STATE = "state";
    private static final String TARGET = "target";
    private static final Index BY_STATE = new Index("state-index", STATE, KEY);
    private static final Index BY_TARGET = new Index("target-index", TARGET, KEY);

    private final Operations operations;

    OperationsTable(Operations operations) {
        this.operations = operations;
    }

    @Override
    public String name() {
        return "hedgerow-operations";
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Index> indexes() {
        return List.of(BY_STATE, BY_TARGET);
    }

    @Override
    public Optional<Map<String, Object>> find(Reader reader, String key) {
        return OperationId.matches(key)
                ? operations.find(reader, new OperationId(key)).map(OperationsTable::item)
                : Optional.empty();
    }

    @Override
    public List<Map<String, Object>> rows(Reader reader, Optional<String> after, int limit) {
        return items(operations.oldest(reader, after.map(OperationId::new), limit));
    }

    @Override
    public Rows rows(Reader reader, Index index, String hash, Optional<String> after, int limit) {
        Optional<Target> target = index.equals(BY_TARGET) ? target(hash) : Optional.empty();
        if (target.isEmpty()) {
            return SystemTable.super.rows(reader, index, hash, after, limit);
        }
        Page<Operation> page =
                operations.history(reader, target.get(), new Page.Request(limit, after));
        return new Rows(items(page.items()), page.next());
    }

    /** The target that its text names; what is no target is in no line. */
    private static Optional<Target> target(String text) {
        int space = text.indexOf(' ');
        return space < 1 || space == text.length() - 1
                ? Optional.empty()
                : Optional.of(
                        Target.exclusive(text.substring(0, space), text.substring(space + 1)));
    }

    @Override
    public List<Map<String, Object>> entries(Index index, Map<String, Object> row) {
        if (!index.equals(BY_TARGET)) {
            return List.of(row);
        }
        var entries = new ArrayList<Map<String, Object>>();
        for (Object target : (List<?>) row.getOrDefault("targets", List.of())) {
            Map<String, Object> entry = new LinkedHashMap<>(row);
            entry.put(TARGET, target);
            entries.add(entry);
        }
        return entries;
    }

    private static List<Map<String, Object>> items(List<Operation> rows) {
        return rows.stream().map(OperationsTable::item).toList();
    }

    private static Map<String, Object> item(Operation row) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(KEY, row.id().value());
        item.put("kind", row.kind());
        item.put(STATE, RegistryTables.word(row.state()));
        item.put("createdAt", row.created().toString());
        item.put("targets", row.targets().stream().map(Object::toString).toList());
        item.put("cancelRequested", row.cancelRequest().isPresent());
        row.output().ifPresent(output -> item.put("output", output));
        return item;
    }
}
