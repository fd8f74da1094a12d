package dev.hedgerow.tables;

import dev.hedgerow.tables.wire.JsonOutput;

/** DescribeLimits: what there is of an account here. */
final class AccountAnswers {
    /** What AWS gives a new account; nothing here counts units against it. */
    private static final int ACCOUNT_UNITS = 80_000;

    private static final int TABLE_UNITS = 40_000;

    private AccountAnswers() {}

    static byte[] limits() {
        Asking.checkAll();
        return JsonOutput.object(out -> {
            out.writeNumberProperty("AccountMaxReadCapacityUnits", ACCOUNT_UNITS);
            out.writeNumberProperty("AccountMaxWriteCapacityUnits", ACCOUNT_UNITS);
            out.writeNumberProperty("TableMaxReadCapacityUnits", TABLE_UNITS);
            out.writeNumberProperty("TableMaxWriteCapacityUnits", TABLE_UNITS);
        });
    }
}
