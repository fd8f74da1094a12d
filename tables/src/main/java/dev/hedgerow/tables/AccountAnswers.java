package dev.hedgerow.tables;

import dev.hedgerow.tables.wire.JsonOutput;

/** DescribeLimits and DescribeEndpoints: what there is of an account here. */
final class AccountAnswers {
    /** What AWS gives a new account; nothing here counts units against it. */
    private static final int ACCOUNT_UNITS = 80_000;

    private static final int TABLE_UNITS = 40_000;
    private static final int MINUTES = 1440;

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

    /** A client that asks for the address is at the right one already. */
    static byte[] endpoints() {
        return JsonOutput.object(out -> {
            out.writeName("Endpoints");
            out.writeStartArray();
            out.writeStartObject();
            out.writeStringProperty("Address", "localhost:8000");
            out.writeNumberProperty("CachePeriodInMinutes", MINUTES);
            out.writeEndObject();
            out.writeEndArray();
        });
    }
}
