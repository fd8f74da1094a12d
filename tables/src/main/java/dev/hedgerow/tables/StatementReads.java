package dev.hedgerow.tables;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.expression.Evaluation;
import dev.hedgerow.tables.expression.Fields;
import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.partiql.Statement;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A SELECT on its table: which ranges it reads, and what it shows of a page of them. */
final class StatementReads {
    private final Statement.Select select;
    private final TableSchema table;
    private final Optional<IndexSchema> index;
    private final List<KeyRange> ranges;
    private final Direction direction;
    private final boolean consistent;

    StatementReads(TableSchema table, Statement.Select select, boolean consistent) {
        this.select = select;
        this.table = table;
        this.consistent = consistent;
        index = select.index().map(name -> Queries.index(table, name, consistent));
        KeySchema keys = index.map(IndexSchema::keys).orElse(table.keys());
        select.where().ifPresent(condition -> Checks.condition(table, condition));
        index.ifPresent(found ->
                select.paths().ifPresent(paths -> Checks.projected(table, found, paths, false)));
        int number = ItemSpace.number(table, index);
        List<KeyRange> named = new StatementKeys(select.where()).ranges(table.id(), number, keys);
        ranges = named.isEmpty() ? List.of(ItemSpace.whole(table.id(), number)) : named;
        direction = direction(keys, named.size());
    }

    private Direction direction(KeySchema keys, int partitions) {
        if (select.order().isEmpty()) {
            return Direction.ASCENDING;
        }
        for (Statement.Order order : select.order()) {
            boolean known =
                    !order.path().isNested()
                            && keys.all().stream()
                                    .anyMatch(part -> part.name().equals(order.path().head()));
            if (!known) {
                throw Sentence.STATEMENT_ORDER_KEY.refusal(order.path().head());
            }
        }
        if (partitions != 1) {
            throw Sentence.STATEMENT_ORDER.refusal();
        }
        boolean descending =
                select.order().stream()
                        .filter(order ->
                                keys.range().stream()
                                        .anyMatch(part -> part.name().equals(order.path().head())))
                        .anyMatch(Statement.Order::descending);
        return descending ? Direction.DESCENDING : Direction.ASCENDING;
    }

    List<KeyRange> ranges() {
        return ranges;
    }

    /**
     * A page of what it shows.
     *
     * @param next where the next one begins, when there may be one
     * @param last the key of the last item that was looked at, when there is a next page
     */
    record Page(
            List<Map<String, Value>> items,
            Optional<String> next,
            Map<String, Value> last,
            Capacity capacity) {}

    /** Where in the ranges a page begins. */
    private record Start(int range, Optional<Key> after) {
        static final Start FIRST = new Start(0, Optional.empty());
    }

    Page page(Reader reader, int limit, @Nullable String token) {
        Start start = token == null ? Start.FIRST : start(token);
        var items = new ArrayList<Map<String, Value>>();
        var capacity = new Capacity(table.name());
        var fetching = new Fetching(table, consistent);
        boolean fetch = fetching.isNeeded(index, select.paths());
        var last = new Last();
        int looked = 0;
        long bytes = 0;
        for (int i = start.range(); i < ranges.size(); i++) {
            KeyRange range = i == start.range() ? behind(start) : ranges.get(i);
            Pages.Extent extent =
                    Pages.read(
                            reader,
                            range,
                            direction,
                            limit - looked,
                            row -> {
                                StoredItem item = last.at(row);
                                look(fetch ? fetching.item(reader, item, capacity) : item, items);
                                return item.size();
                            });
            looked += extent.count();
            bytes += extent.bytes();
            capacity.addPage(index, extent.bytes(), consistent);
            boolean more = extent.full() || i + 1 < ranges.size();
            Key at = last.key;
            if (more
                    && at != null
                    && (extent.full() || looked == limit || bytes >= Pages.BYTES_MAX)) {
                var next = new Start(i, Optional.of(at));
                return new Page(
                        items,
                        Optional.of(token(next)),
                        table.place(index, Checks.present(last.item)),
                        capacity);
            }
        }
        return new Page(items, Optional.empty(), Map.of(), capacity);
    }

    /** The last row that was looked at. */
    private static final class Last {
        private @Nullable Key key;
        private @Nullable StoredItem item;

        StoredItem at(Reader.Entry row) {
            var found = new StoredItem(row.value());
            key = row.key();
            item = found;
            return found;
        }
    }

    private void look(StoredItem item, List<Map<String, Value>> items) {
        boolean wanted =
                select.where()
                        .map(condition -> Evaluation.isTrue(condition, Fields.of(item)))
                        .orElse(true);
        if (wanted) {
            items.add(shown(select.paths(), item));
        }
    }

    /** The attributes that were selected, each under the last name of its path. */
    static Map<String, Value> shown(Optional<List<Path>> paths, StoredItem item) {
        if (paths.isEmpty()) {
            return item.attributes();
        }
        var shown = new LinkedHashMap<String, Value>();
        Fields fields = Fields.of(item);
        for (Path path : paths.get()) {
            fields.at(path).ifPresent(value -> shown.put(name(path), value));
        }
        return shown;
    }

    private static String name(Path path) {
        String name = path.head();
        for (Path.Step step : path.steps()) {
            name = step instanceof Path.Step.Name ? step.toString() : name + step;
        }
        return name;
    }

    private KeyRange behind(Start start) {
        KeyRange range = ranges.get(start.range());
        return start.after()
                .map(key -> direction == Direction.ASCENDING ? range.after(key) : range.before(key))
                .orElse(range);
    }

    private static String token(Start start) {
        byte[] bytes = Tuple.of(start.range(), start.after().orElseThrow().tuple()).encode();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Start start(String token) {
        try {
            Tuple parts = Tuple.decode(Base64.getUrlDecoder().decode(token));
            int range = Math.toIntExact(parts.number(0));
            Key after = ItemSpace.key(parts.tuple(1));
            if (range >= 0 && range < ranges.size() && ranges.get(range).contains(after)) {
                return new Start(range, Optional.of(after));
            }
        } catch (IllegalArgumentException
                | ClassCastException
                | ArithmeticException
                | IndexOutOfBoundsException
                | HedgerowException _) {
            throw Sentence.STATEMENT_TOKEN.refusal();
        }
        throw Sentence.STATEMENT_TOKEN.refusal();
    }
}
