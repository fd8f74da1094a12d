package dev.hedgerow.operations;

import static dev.hedgerow.operations.Fixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchedulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Work.Type QUICK = Work.Type.of("quick", (_, _) -> {});
    private static final Schedule.Plan EACH_MINUTE =
            new Schedule.Plan(MINUTE, Schedule.Overlap.SKIP, 3);

    private final Fixture fixture = new Fixture();
    private final Schedules schedules = new Schedules(fixture.operations);

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<Operation> made() {
        return fixture.operations.history(Work.target("a"), Page.Request.first(100)).items();
    }

    private void pass(Duration time) {
        long end = fixture.clock.nanos() + time.toNanos();
        while (fixture.clock.nanos() < end) {
            fixture.pass(Duration.ofSeconds(1));
        }
        // the last turn, too, is over when everybody sleeps again
        fixture.pass(Duration.ZERO);
    }

    @Test
    void eachTurnMakesAnOperationOnceHoweverManyNodesThereAre() {
        fixture.runner(QUICK);
        fixture.runner(QUICK);
        schedules.put("sensor", QUICK, Work.on("a"), EACH_MINUTE, ALICE);

        pass(Duration.ofMinutes(5));

        assertThat(made()).hasSize(5).allMatch(operation -> operation.origin().equals(ALICE));
        assertThat(schedules.find("sensor").orElseThrow().course().last())
                .contains(made().getFirst().id());
    }

    @Test
    void aTurnIsLeftOutWhileTheLastOneIsInFlight() {
        var release = new CountDownLatch(1);
        var slow = Work.Type.of("slow", (_, _) -> Gate.await(release));
        fixture.runner(slow);
        schedules.put("sensor", slow, Work.on("a"), EACH_MINUTE, ALICE);

        pass(Duration.ofMinutes(3));

        assertThat(made()).hasSize(1);
        release.countDown();
        fixture.ended(made().getFirst().id());
        pass(MINUTE);
        assertThat(made()).hasSize(2);
    }

    @Test
    void missedTurnsAreNotMadeUpFor() {
        schedules.put("sensor", QUICK, Work.on("a"), EACH_MINUTE, ALICE);
        fixture.clock.advance(Duration.ofSeconds(150));
        fixture.runner(QUICK);

        pass(Duration.ofSeconds(20));

        assertThat(made()).hasSize(1);
        pass(Duration.ofSeconds(11));
        assertThat(made()).hasSize(2);
    }

    @Test
    void itPausesAfterFailuresInARowAndCanBeResumed() {
        var bad =
                Work.Type.of(
                                "bad",
                                (_, _) -> {
                                    throw HedgerowException.of(Failure.DISK_FULL);
                                })
                        .with(RetryPolicy.NONE);
        fixture.runner(bad);
        schedules.put("sensor", bad, Work.on("a"), EACH_MINUTE, ALICE);

        pass(Duration.ofMinutes(10));

        assertThat(made()).hasSize(3);
        assertThat(schedules.find("sensor").orElseThrow().course().paused()).isTrue();
        schedules.resume("sensor");
        pass(MINUTE);
        assertThat(made()).hasSize(4);
    }

    @Test
    void putAgainItKeepsItsTurn() {
        schedules.put("sensor", QUICK, Work.on("a"), EACH_MINUTE, ALICE);
        Schedule before = schedules.find("sensor").orElseThrow();
        fixture.clock.advance(Duration.ofSeconds(30));

        schedules.put("sensor", QUICK, Work.on("b"), EACH_MINUTE, ALICE);

        Schedule after = schedules.find("sensor").orElseThrow();
        assertThat(after.course()).isEqualTo(before.course());
        assertThat(after.job()).isNotEqualTo(before.job());
    }

    @Test
    void aRemovedOneMakesNothingMore() {
        fixture.runner(QUICK);
        schedules.put("sensor", QUICK, Work.on("a"), EACH_MINUTE, ALICE);
        assertThat(schedules.list(Page.Request.first(10)).items()).hasSize(1);

        schedules.remove("sensor");

        pass(Duration.ofMinutes(2));
        assertThat(made()).isEmpty();
        assertThat(fixture.keys()).isZero();
        assertThatThrownBy(() -> schedules.pause("sensor")).hasMessageContaining("'sensor'");
    }
}
