package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.ChangeRows.ItemPair;
import dev.hedgerow.tables.expression.Evaluation;
import dev.hedgerow.tables.expression.Fields;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Changes items in a transaction, and their rows in the indexes with them. */
final class ItemWriter {
    private ItemWriter() {}

    /**
     * What a change did.
     *
     * @param before empty when there was none, or nobody needed to know
     * @param after the attributes that are stored now; empty after a delete
     */
    record Done(Optional<StoredItem> before, Map<String, Value> after) {}

    /** Checks a change against the table, which needs no item. */
    static void check(TableSchema table, ItemChange change) {
        change.condition().ifPresent(condition -> Checks.condition(table, condition));
        if (change.act() == ItemChange.Act.PUT) {
            Checks.itemKey(table, change.attributes());
            Checks.indexKeys(table, change.attributes(), false);
        } else {
            Checks.lookupKey(table, change.attributes());
            change.update().ifPresent(update -> Checks.update(table, update));
        }
    }

    /**
     * Makes the change.
     *
     * @param before whether the caller wants to know the item before
     * @throws ConditionFailed when its condition is not true
     */
    static Done apply(
            Transaction tx,
            TableSchema table,
            ItemChange change,
            boolean before,
            Capacity capacity) {
        Key key = ItemSpace.item(table, change.attributes());
        boolean blind =
                !before
                        && change.condition().isEmpty()
                        && change.update().isEmpty()
                        && !table.hasFollowers()
                        && change.act() != ItemChange.Act.UPDATE;
        Optional<StoredItem> old =
                blind ? Optional.empty() : tx.get(key).map(entry -> new StoredItem(entry.value()));
        if (change.condition().isPresent()
                && !Evaluation.isTrue(
                        change.condition().get(), old.map(Fields::of).orElse(Fields.NONE))) {
            throw new ConditionFailed(change.tellItem() ? old : Optional.empty());
        }
        Map<String, Value> after =
                switch (change.act()) {
                    case PUT -> change.attributes();
                    case UPDATE -> updated(table, change, old);
                    case DELETE, CHECK -> Map.of();
                };
        if (change.act() == ItemChange.Act.CHECK) {
            capacity.addWrite(Capacity.write(old.map(StoredItem::size).orElse(0)));
            return new Done(old, after);
        }
        int size = old.map(StoredItem::size).orElse(0);
        if (after.isEmpty()) {
            tx.delete(key);
        } else {
            var stored = StoredItem.of(after);
            size = Math.max(size, stored.size());
            tx.put(key, stored.bytes());
        }
        capacity.addWrite(Capacity.write(size));
        if (table.hasFollowers()) {
            var item = new ItemPair(old.map(StoredItem::attributes).orElse(Map.of()), after);
            follow(tx, table, item, new Cause(change.place(), false), capacity);
        }
        return new Done(old, after);
    }

    /**
     * Why an item changes.
     *
     * @param place among the changes of its transaction
     * @param expired whether its time has come
     */
    private record Cause(int place, boolean expired) {}

    /** Does what a change of an item brings with it. */
    private static void follow(
            Transaction tx, TableSchema table, ItemPair item, Cause cause, Capacity capacity) {
        IndexWriter.apply(tx, table, item.before(), item.after(), capacity);
        table.settings()
                .expiry()
                .filter(expiry -> expiry.state() != Expiry.State.DISABLING)
                .ifPresent(
                        expiry -> ExpiryRows.apply(tx, table, expiry, item.before(), item.after()));
        table.settings().stream()
                .ifPresent(stream ->
                        ChangeRows.write(tx, table, stream, cause.place(), item, cause.expired()));
    }

    /**
     * Takes an item away whose time has come, unless it is still to come after all.
     *
     * @param row says which item, and is wrong when the item is not there any more
     * @return whether there was such an item
     */
    static boolean expire(
            Transaction tx, TableSchema table, Expiry expiry, Key row, int place, long seconds) {
        Key key = ItemSpace.expiring(row);
        Map<String, Value> before =
                tx.get(key)
                        .map(entry -> new StoredItem(entry.value()).attributes())
                        .orElse(Map.of());
        OptionalLong due = ExpiryRows.seconds(expiry, before);
        if (due.isEmpty() || due.getAsLong() > seconds) {
            return false;
        }
        tx.delete(key);
        var item = new ItemPair(before, Map.of());
        follow(tx, table, item, new Cause(place, true), new Capacity(table.name()));
        return true;
    }

    private static Map<String, Value> updated(
            TableSchema table, ItemChange change, Optional<StoredItem> old) {
        Map<String, Value> before =
                old.map(StoredItem::attributes)
                        .orElseGet(() -> new LinkedHashMap<>(change.attributes()));
        Map<String, Value> after = change.update().map(update -> update.of(before)).orElse(before);
        Checks.indexKeys(table, after, true);
        Checks.stored(after, Sentence.ITEM_SIZE_UPDATE);
        return after;
    }
}
