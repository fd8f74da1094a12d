package dev.hedgerow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    @ParameterizedTest
    @EnumSource
    void everyFailureHasACodeForClientsAndASentenceForPeople(Failure failure) {
        assertThat(failure.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(failure.sentence()).matches("[A-Z].*[^.]");
        assertThat(failure.kind().exitCode()).isBetween(1, 7);
    }

    @Test
    void theKindsHaveExitCodesOfTheirOwn() {
        assertThat(Failure.Kind.values())
                .extracting(Failure.Kind::exitCode)
                .doesNotHaveDuplicates();
    }

    @Test
    void anExceptionKeepsWhatItWasTold() {
        var context = new LinkedHashMap<String, Object>(Map.of("graph", "flights"));
        var violations = new ArrayList<>(List.of(new Violation("row 12", "no key", "add one")));
        HedgerowException told =
                HedgerowException.of(Failure.GRAPH_NOT_FOUND, "No graph 'flights'", context);
        HedgerowException refused =
                HedgerowException.refused(Failure.ROWS_INVALID, "1 row is not valid", violations);
        context.clear();
        violations.clear();

        assertThat(told.context()).containsExactly(Map.entry("graph", "flights"));
        assertThat(refused.violations())
                .extracting(Violation::toString)
                .containsExactly("row 12: no key (add one)");
        assertThat(HedgerowException.of(Failure.DISK_FULL)).hasMessage("The disk is full");
    }

    @Test
    void theCauseIsKeptForTheLog() {
        var cause = new IllegalStateException("device gone");

        assertThat(HedgerowException.causedBy(cause, Failure.INPUT_OUTPUT, "Not read"))
                .hasCause(cause)
                .hasMessage("Not read");
    }
}
