package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.refusal.Sentence;
import java.time.Duration;
import java.util.Arrays;

/**
 * The tokens of transactions, each kept for ten minutes with a digest of its request. Each new one
 * takes a few that are over with it, so that they never become many.
 */
final class TransactionTokens {
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final String TOKEN = "token";
    private static final String EXPIRY = "token expiry";
    private static final int SWEPT = 4;

    private TransactionTokens() {}

    /**
     * Whether the request was done already under this token; if not, it is from this commit on.
     *
     * @throws dev.hedgerow.tables.refusal.Refusal when the token was used for another request
     */
    static boolean isDone(Transaction tx, String token, byte[] digest, long nowMillis) {
        Key key = TableRows.TABLES.key(TOKEN, token);
        var earlier = tx.get(key);
        if (earlier.isPresent()) {
            Tuple row = earlier.get().tuple();
            if (row.number(1) > nowMillis) {
                if (!Arrays.equals(row.bytes(0), digest)) {
                    throw Sentence.TOKEN_MISMATCH.refusal();
                }
                return true;
            }
            tx.delete(expiry(row.number(1), token));
        }
        sweep(tx, nowMillis);
        long expires = nowMillis + KEPT.toMillis();
        tx.put(key, Tuple.of(digest, expires));
        tx.put(expiry(expires, token), Tuple.of());
        return false;
    }

    private static Key expiry(long expires, String token) {
        return TableRows.TABLES.key(EXPIRY, expires, token);
    }

    private static void sweep(Transaction tx, long nowMillis) {
        KeyRange over =
                KeyRange.below(TableRows.TABLES, Tuple.of(EXPIRY))
                        .before(TableRows.TABLES.key(EXPIRY, nowMillis));
        // whoever else sweeps the same rows deletes the same, so nobody has to be in conflict
        for (Entry entry : tx.unchecked().scan(over, SWEPT, Direction.ASCENDING)) {
            String token = entry.key().tuple().string(2);
            tx.delete(entry.key());
            Key key = TableRows.TABLES.key(TOKEN, token);
            boolean renewed =
                    tx.get(key).filter(row -> row.tuple().number(1) > nowMillis).isPresent();
            if (!renewed) {
                tx.delete(key);
            }
        }
    }
}
