package dev.hedgerow.simulation.store;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The keys of the play. */
final class Space {
    static final Subspace DATA = new Subspace(1000, "simulation");
    static final Subspace LEDGER = new Subspace(1001, "simulation ledger");
    static final int ACCOUNTS = 8;
    static final long OPENING_BALANCE = 100;
    static final int PAIRS = 3;
    static final int COUNTERS = 3;
    static final int NAMES = 40;
    static final int DAYS = 4;
    static final int SEATS = 3;
    static final int LOGS = 2;

    /** Keys that are prefixes of each other, with zero bytes, with empty elements. */
    static final List<Key> MIXED = mixed();

    private Space() {}

    static Key account(int number) {
        return DATA.key("account", number);
    }

    static Key onCall(int pair, int side) {
        return DATA.key("on call", pair, side);
    }

    static Key counter(int number) {
        return DATA.key("counter", number);
    }

    static Key name(int number) {
        return DATA.key("name", "n" + number);
    }

    static Key seat(int day, int attempt) {
        return DATA.key("seat", day, attempt);
    }

    static KeyRange seats(int day) {
        return KeyRange.below(DATA, Tuple.of("seat", day));
    }

    static Key ledger(int attempt) {
        return LEDGER.key(attempt);
    }

    private static List<Key> mixed() {
        var keys = new ArrayList<Key>();
        Object[] ends = {
            "",
            "a",
            "a\0",
            "a\0b",
            "\0",
            new byte[0],
            new byte[] {0},
            new byte[] {0, 1},
            0L,
            -1L,
            1L,
            255L,
            256L,
            false,
            Tuple.of(),
            Tuple.of("a"),
            Tuple.of("a", 1L),
            -0.5,
            3.0
        };
        keys.add(DATA.key("mixed"));
        for (Object end : ends) {
            keys.add(DATA.key("mixed", end));
            keys.add(DATA.key("mixed", end, "a"));
        }
        keys.add(Key.of(DATA, Tuple.of("mixed", null)));
        keys.add(Key.of(DATA, Tuple.of("mixed", null, null)));
        return List.copyOf(keys);
    }
}
