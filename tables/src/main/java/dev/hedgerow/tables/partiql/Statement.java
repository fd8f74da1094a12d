package dev.hedgerow.tables.partiql;

import dev.hedgerow.tables.expression.Action;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One statement. */
public sealed interface Statement {
    String table();

    /** Whether it changes nothing. */
    default boolean isRead() {
        return this instanceof Select;
    }

    /**
     * @param paths what of an item is shown; everything when empty
     */
    record Select(
            Optional<List<Path>> paths,
            String table,
            Optional<String> index,
            Optional<Condition> where,
            List<Order> order)
            implements Statement {}

    /** An item that is not to be there before. */
    record Insert(String table, Map<String, Value> item) implements Statement {}

    record Update(
            String table,
            List<Action> actions,
            Optional<Condition> where,
            Optional<Returning> returning)
            implements Statement {}

    record Delete(String table, Optional<Condition> where, Optional<Returning> returning)
            implements Statement {}

    /** In a transaction: that there is such an item. */
    record Exists(Select select) implements Statement {
        @Override
        public String table() {
            return select.table();
        }
    }

    /** One attribute that items are ordered by. */
    record Order(Path path, boolean descending) {}

    /** What of the item before or after is shown. */
    enum Returning {
        ALL_OLD,
        ALL_NEW,
        MODIFIED_OLD,
        MODIFIED_NEW
    }
}
