package dev.hedgerow.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects a failure of the closed list. */
final class Refusals {
    private Refusals() {}

    /** The sentence of the failure. */
    static String refused(Failure failure, ThrowingCallable call) {
        HedgerowException thrown = catchThrowableOfType(HedgerowException.class, call);
        assertThat(thrown).as("expected %s", failure).isNotNull();
        assertThat(thrown.failure()).as(thrown.getMessage()).isEqualTo(failure);
        return String.valueOf(thrown.getMessage());
    }
}
