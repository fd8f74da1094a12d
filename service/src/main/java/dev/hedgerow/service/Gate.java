package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.Locale;
import java.util.Map;

/**
 * The one place that decides whether a caller may do something. Objects of other tenants do not
 * come here: they are not found.
 */
final class Gate {
    /**
     * Lets the caller pass.
     *
     * @param what the act, for the message: {@code create a graph}
     * @throws HedgerowException FORBIDDEN
     */
    void check(Caller caller, Right needed, String what) {
        if (!caller.right().includes(needed)) {
            throw HedgerowException.of(
                    Failure.FORBIDDEN,
                    "The token of %s may not %s: that needs the right to %s"
                            .formatted(
                                    caller.actor(), what, needed.name().toLowerCase(Locale.ROOT)),
                    Map.of("actor", caller.actor(), "needs", needed.name()));
        }
    }
}
