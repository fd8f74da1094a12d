package dev.hedgerow.tables;

import org.jspecify.annotations.Nullable;

/** How much of its consumed capacity a request wants to be told. */
enum CapacityReport {
    NONE,
    TOTAL,
    INDEXES;

    static CapacityReport of(@Nullable String parameter) {
        return parameter == null ? NONE : valueOf(parameter);
    }
}
