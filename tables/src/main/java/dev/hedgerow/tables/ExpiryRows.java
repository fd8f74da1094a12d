package dev.hedgerow.tables;

import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.value.Decimal;
import dev.hedgerow.tables.value.Value;
import java.util.Map;
import java.util.OptionalLong;

/** Keeps the rows that say which item goes when in step with an item, in its own transaction. */
final class ExpiryRows {
    /** Digits of seconds that mean a moment; later ones never come. */
    private static final int DIGITS_MAX = 12;

    private static final Tuple NOTHING = Tuple.of();

    private ExpiryRows() {}

    static void apply(
            Transaction tx,
            TableSchema table,
            Expiry expiry,
            Map<String, Value> before,
            Map<String, Value> after) {
        OptionalLong old = seconds(expiry, before);
        OptionalLong now = seconds(expiry, after);
        if (old.equals(now)) {
            return;
        }
        if (old.isPresent()) {
            tx.delete(ItemSpace.expiryRow(table, expiry, old.getAsLong(), before));
        }
        if (now.isPresent()) {
            tx.put(ItemSpace.expiryRow(table, expiry, now.getAsLong(), after), NOTHING);
        }
    }

    /** Writes the row of an item that was there before anybody asked for it. */
    static void add(Transaction tx, TableSchema table, Expiry expiry, Map<String, Value> item) {
        OptionalLong seconds = seconds(expiry, item);
        if (seconds.isPresent()) {
            tx.put(ItemSpace.expiryRow(table, expiry, seconds.getAsLong(), item), NOTHING);
        }
    }

    /** When the item goes, in seconds since 1970; never when its attribute is no such number. */
    static OptionalLong seconds(Expiry expiry, Map<String, Value> item) {
        if (!(item.get(expiry.attribute()) instanceof Value.Numeric(Decimal number))
                || number.isNegative()) {
            return OptionalLong.empty();
        }
        String text = number.toString();
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        return whole.length() > DIGITS_MAX
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(whole));
    }
}
