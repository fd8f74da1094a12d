package dev.hedgerow.tables;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.operations.Lane;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.tables.Counts.Count;
import dev.hedgerow.tables.value.StoredItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The operation that counts items and their bytes, table by table and page by page, each page at a
 * moment of its own. Writers know nothing of it: keeping the numbers with every write would cost
 * each of them a read of what it replaces.
 */
final class Counting extends Chore {
    private static final Duration EVERY = Duration.ofHours(1);
    static final String KIND = "count-tables";

    /** Tables above are counted less often. */
    private static final long LARGE = 1_000_000;

    private static final Duration LARGE_EVERY = Duration.ofHours(6);
    private static final int TABLES_AT_ONCE = 100;

    /** Each may have 400 KB. */
    private static final int ROWS_AT_ONCE = 64;

    private final Store store;
    private final TableRows rows;
    private final Clock clock;

    Counting(Store store, TableRows rows, Clock clock) {
        super(KIND, EVERY);
        this.store = store;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Lane lane() {
        return Lane.BACKGROUND;
    }

    @Override
    public void run(Request request, Steps steps) {
        Optional<String> after = Optional.empty();
        long seen = 0;
        List<TableSchema> tables;
        do {
            try (Store.Snapshot now = store.snapshot()) {
                tables = rows.list(now, after, TABLES_AT_ONCE);
            }
            for (TableSchema table : tables) {
                seen = count(table, seen, steps);
            }
            after = tables.stream().reduce((_, last) -> last).map(TableSchema::name);
        } while (tables.size() == TABLES_AT_ONCE);
    }

    private long count(TableSchema table, long before, Steps steps) {
        if (!table.state().serves() || isFresh(table)) {
            return before;
        }
        long seen = before;
        var places = new TreeMap<Integer, Count>();
        KeyRange rest = ItemSpace.all(table.id());
        List<Entry> page;
        do {
            steps.progress().at(seen, "rows");
            try (Store.Snapshot now = store.snapshot()) {
                page = now.scan(rest, ROWS_AT_ONCE, Direction.ASCENDING);
            }
            for (Entry row : page) {
                add(places, table, row);
                rest = rest.after(row.key());
            }
            seen += page.size();
        } while (page.size() == ROWS_AT_ONCE);
        put(table, new Counts(clock.millis(), places));
        return seen;
    }

    private boolean isFresh(TableSchema table) {
        try (Store.Snapshot now = store.snapshot()) {
            Counts counts = Counts.read(now, table.id());
            return counts.of(ItemSpace.TABLE_ITSELF).items() > LARGE
                    && clock.millis() - counts.millis() < LARGE_EVERY.toMillis();
        }
    }

    private static void add(Map<Integer, Count> places, TableSchema table, Entry row) {
        int number = (int) row.key().tuple().number(1);
        boolean item =
                table.settings().expiry().filter(e -> e.number() == number).isEmpty()
                        && row.value().length > 0;
        if (item) {
            int size = new StoredItem(row.value()).size();
            places.merge(number, new Count(1, size), (a, _) -> a.plus(size));
        }
    }

    private void put(TableSchema table, Counts counts) {
        var _ =
                store.transact(tx -> {
                    boolean there = rows.find(tx, table).isPresent();
                    if (there) {
                        counts.put(tx, table.id());
                    }
                    return there;
                });
    }
}
