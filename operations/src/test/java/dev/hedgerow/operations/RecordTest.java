package dev.hedgerow.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordTest {
    private static final OperationId ID = new OperationId("op_" + "1".repeat(26));
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Fault FAULT =
            new Fault(Failure.DISK_FULL, "Full.", Map.of("a", "b"), Optional.of("write"));

    static List<Status> statuses() {
        var lease = new Lease(new InstanceId("in_" + "2".repeat(26)), 4, 7);
        return List.of(
                new Status.Waiting(Optional.empty()),
                new Status.Waiting(Optional.of(NOW)),
                new Status.Ready(NOW),
                new Status.Running(lease, NOW, Optional.of("build")),
                new Status.Succeeded(NOW, Optional.of("{\"rows\":3}")),
                new Status.Failed(NOW, FAULT),
                new Status.Cancelled(NOW),
                new Status.Expired(NOW));
    }

    private static Operation operation(Status status) {
        return new Operation(
                ID,
                new Operation.Work(
                        "materialize",
                        3,
                        "{\"graph\":\"gr_1\"}",
                        List.of(new Operation.Place(Target.shared("graph", "gr_1"), 12)),
                        Lane.INTERACTIVE,
                        NOW.plusSeconds(5),
                        Duration.ofDays(2)),
                new Origin("alice", "default", Optional.of("key"), Optional.of(ID)),
                NOW,
                new Operation.Journal(2, 7, 1, 3, 19, Optional.of(NOW), Optional.of(FAULT)),
                Optional.of(new Operation.CancelRequest("bob", NOW)),
                status);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void aRecordIsReadAsItWasWritten(Status status) {
        Operation operation = operation(status);

        assertThat(OperationCodec.decode(ID, OperationCodec.encode(operation)))
                .isEqualTo(operation);
    }

    @Test
    void aRecordOfAnotherVersionIsRefused() {
        byte[] newer = "{\"v\":2,\"kind\":\"x\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> OperationCodec.decode(ID, newer))
                .isInstanceOf(HedgerowException.class)
                .hasMessageContaining("newer version");
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void onlyTheStepsOfTheTableCanBeTaken(Status from) {
        for (Status to : statuses()) {
            Operation operation = operation(from);
            if (from.state().next().contains(to.state())) {
                assertThat(operation.become(to).status()).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> operation.become(to))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void fourStatesAreTheEnd() {
        assertThat(State.values())
                .filteredOn(State::ended)
                .containsExactly(State.SUCCEEDED, State.FAILED, State.CANCELLED, State.EXPIRED);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void readyMeansQueuedAndRunningMeansLeased(Status status) {
        var keys = IndexKeys.of(operation(status)).keySet();

        assertThat(keys.stream().anyMatch(Keys.queue()::contains))
                .isEqualTo(status.state() == State.READY);
        assertThat(keys.stream().anyMatch(Keys.leases()::contains))
                .isEqualTo(status.state() == State.RUNNING);
        assertThat(keys.stream().anyMatch(Keys.open(Target.shared("graph", "gr_1"))::contains))
                .isNotEqualTo(status.state().ended());
    }
}
