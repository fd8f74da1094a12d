package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Fault;
import dev.hedgerow.operations.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a build is asked for. */
class StalenessTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Stamp HEAD = Stamp.at(START);
    private static final Stamp LATER = Stamp.at(after(1));
    private static final OperationId BUILD = new Ids(World.system()).operation();
    private static final Staleness SEEN = Staleness.seen("schema 2", HEAD, START);

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static Optional<Status> failed(Instant at) {
        var fault = new Fault(Failure.ENGINE_FAILED, "It is broken", Map.of(), Optional.empty());
        return Optional.of(new Status.Failed(at, fault));
    }

    @Test
    void aBurstOfWritesIsLetPassButNotForever() {
        assertThat(SEEN.isDue(HEAD, after(10), Optional.empty())).isTrue();
        assertThat(SEEN.isDue(LATER, after(10), Optional.empty())).isFalse();
        assertThat(SEEN.isDue(LATER, after(59), Optional.empty())).isFalse();
        assertThat(SEEN.isDue(LATER, after(60), Optional.empty())).isTrue();
    }

    @Test
    void P6_aFailedBuildIsTriedAgainAfterAPauseThatDoubles() {
        Staleness asked = SEEN.asked(BUILD);
        long pause = 30;
        for (int attempt = 0; attempt < 12; attempt++) {
            assertThat(asked.isDue(HEAD, after(pause - 1), failed(START))).isFalse();
            assertThat(asked.isDue(HEAD, after(pause), failed(START))).isTrue();
            asked = asked.asked(BUILD);
            pause = Math.min(2 * pause, 3600);
        }
        assertThat(pause).isEqualTo(3600);
    }

    @Test
    void P6_theSameStalenessIsNotBuiltTwice() {
        Staleness asked = SEEN.asked(BUILD);
        Instant nextDay = after(86_400);
        var succeeded = new Status.Succeeded(START, Optional.empty());
        assertThat(asked.isDue(LATER, nextDay, Optional.of(succeeded))).isFalse();
        assertThat(asked.isDue(LATER, nextDay, Optional.of(new Status.Cancelled(START)))).isFalse();
        assertThat(asked.isDue(LATER, nextDay, Optional.of(new Status.Ready(START)))).isFalse();
    }
}
