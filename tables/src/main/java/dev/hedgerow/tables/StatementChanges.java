package dev.hedgerow.tables;

import dev.hedgerow.tables.ItemChange.Act;
import dev.hedgerow.tables.ItemWriter.Done;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Fields;
import dev.hedgerow.tables.expression.Operand;
import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.expression.Update;
import dev.hedgerow.tables.partiql.Statement;
import dev.hedgerow.tables.partiql.Statement.Returning;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of statements that write what {@link ItemWriter} does. */
final class StatementChanges {
    private StatementChanges() {}

    /**
     * What the statement does to its one item.
     *
     * @throws dev.hedgerow.tables.refusal.Refusal when it is not about one item of the table
     */
    static ItemChange change(TableSchema table, Statement statement, boolean tellItem, int place) {
        return switch (statement) {
            case Statement.Insert(String name, Map<String, Value> item) -> {
                Checks.stored(item, Sentence.ITEM_SIZE);
                yield new ItemChange(
                        Act.PUT,
                        name,
                        item,
                        Optional.of(exists(table, false)),
                        Optional.empty(),
                        tellItem,
                        place);
            }
            case Statement.Update update -> {
                var keys = new StatementKeys(update.where());
                yield new ItemChange(
                        Act.UPDATE,
                        update.table(),
                        keys.key(table),
                        Optional.of(and(exists(table, true), keys.rest(table))),
                        Optional.of(Update.checked(update.actions())),
                        tellItem,
                        place);
            }
            case Statement.Delete delete -> {
                var keys = new StatementKeys(delete.where());
                // an item that is not there is deleted already, whatever else is asked of it
                Optional<Condition> condition =
                        keys.rest(table).map(rest -> new Condition.Or(exists(table, false), rest));
                yield new ItemChange(
                        Act.DELETE,
                        delete.table(),
                        keys.key(table),
                        condition,
                        Optional.empty(),
                        tellItem,
                        place);
            }
            case Statement.Exists(Statement.Select select) -> {
                if (select.index().isPresent()) {
                    throw Sentence.STATEMENT_INDEX.refusal();
                }
                var keys = new StatementKeys(select.where());
                yield new ItemChange(
                        Act.CHECK,
                        select.table(),
                        keys.key(table),
                        Optional.of(and(exists(table, true), keys.rest(table))),
                        Optional.empty(),
                        tellItem,
                        place);
            }
            case Statement.Select _ -> throw new IllegalArgumentException("it changes nothing");
        };
    }

    /** What DynamoDB's policies call it. */
    static String action(Statement statement) {
        return switch (statement) {
            case Statement.Select _, Statement.Exists _ -> Act.CHECK.statement();
            case Statement.Insert _ -> Act.PUT.statement();
            case Statement.Update _ -> Act.UPDATE.statement();
            case Statement.Delete _ -> Act.DELETE.statement();
        };
    }

    /** The table of the statement, if whoever asks may do it there. */
    static TableSchema table(Lookup lookup, Statement statement) {
        return lookup.serving(action(statement), statement.table());
    }

    private static Condition and(Condition first, Optional<Condition> second) {
        return second.map(rest -> (Condition) new Condition.And(first, rest)).orElse(first);
    }

    private static Condition exists(TableSchema table, boolean wanted) {
        var key = new Operand.At(Path.of(table.keys().hash().getFirst().name()));
        String function = wanted ? "attribute_exists" : "attribute_not_exists";
        return new Condition.Test(new Operand.Call(function, List.of(key)));
    }

    static Optional<Returning> returning(Statement statement) {
        return switch (statement) {
            case Statement.Update update -> update.returning();
            case Statement.Delete delete -> delete.returning();
            case Statement.Select _, Statement.Insert _, Statement.Exists _ -> Optional.empty();
        };
    }

    /** What the statement shows of its item; nothing when it does not ask. */
    static Map<String, Value> shown(Optional<Returning> returning, ItemChange change, Done done) {
        if (returning.isEmpty()) {
            return Map.of();
        }
        Map<String, Value> before = done.before().map(StoredItem::attributes).orElse(Map.of());
        return switch (returning.get()) {
            case ALL_OLD -> before;
            case ALL_NEW -> done.after();
            case MODIFIED_OLD -> places(change, before);
            case MODIFIED_NEW -> places(change, done.after());
        };
    }

    private static Map<String, Value> places(ItemChange change, Map<String, Value> item) {
        return change.update().map(update -> update.places().of(Fields.of(item))).orElse(Map.of());
    }
}
