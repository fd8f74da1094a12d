package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who asks for what, while a request runs. It is bound around the whole request and asked wherever
 * a table is found by its name, so that no way to a table can forget to ask. A thread that works
 * for a request {@linkplain #carried carries} it along.
 */
record Asking(Permission permission, String operation) {
    private static final ScopedValue<Asking> CURRENT = ScopedValue.newInstance();
    private static final String TABLES = "arn:aws:dynamodb:us-east-1:000000000000:table/";

    /** Runs a request of somebody's. */
    <T> T run(Supplier<T> request) {
        return ScopedValue.where(CURRENT, this).call(request::get);
    }

    /** The same for another thread: it asks as the request does that this thread runs. */
    static <T> Supplier<T> carried(Supplier<T> part) {
        Asking asking = CURRENT.get();
        return () -> asking.run(part);
    }

    /** Whether the operation that runs may be done to the table. */
    static void check(String table) {
        Asking asking = CURRENT.get();
        asking.check(asking.operation, Optional.of(table));
    }

    /** Whether an action of another name may be done to the table. */
    static void check(String action, String table) {
        CURRENT.get().check(action, Optional.of(table));
    }

    /** Whether it may be done to the table, or to all of them when none is named. */
    static void checkOneOrAll(Optional<String> table) {
        Asking asking = CURRENT.get();
        asking.check(asking.operation, table);
    }

    /** Whether the operation that runs may be done at all, being about no single table. */
    static void checkAll() {
        Asking asking = CURRENT.get();
        asking.check(asking.operation, Optional.empty());
    }

    private void check(String action, Optional<String> table) {
        if (!permission.allows(action, table)) {
            throw Sentence.ACCESS_DENIED.refusal(
                    permission.principal(), action, TABLES + table.orElse("*"), action);
        }
    }
}
