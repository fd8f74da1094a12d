package dev.hedgerow.operations;

import static dev.hedgerow.operations.Fixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SchedulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Work.Type QUICK = Work.Type.of("quick", (_, _) -> {});
    private static final Schedule.Plan EACH_MINUTE =
            new Schedule.Plan(MINUTE, Schedule.Overlap.SKIP, 3);

    private static List<Operation> made(Fixture fixture) {
        return fixture.operations.history(Work.target("a"), Page.Request.first(100)).items();
    }

    /** Lets time pass, and what is due at its end be done. */
    private static void pass(Fixture fixture, Duration time) {
        fixture.pass(time);
        fixture.pass(Duration.ofMillis(100));
    }

    @Test
    void eachTurnMakesAnOperationOnceHoweverManyNodesThereAre() {
        Fixture.play(fixture -> {
            fixture.runner(QUICK);
            fixture.runner(QUICK);
            fixture.schedules.put("sensor", QUICK, Work.on("a"), EACH_MINUTE, ALICE);

            pass(fixture, Duration.ofMinutes(5));

            assertThat(made(fixture))
                    .hasSize(5)
                    .allMatch(operation -> operation.origin().equals(ALICE));
            assertThat(fixture.schedules.find("sensor").orElseThrow().course().last())
                    .contains(made(fixture).getFirst().id());
        });
    }

    @Test
    void aTurnIsLeftOutWhileTheLastOneIsInFlight() {
        Fixture.play(fixture -> {
            var release = new CountDownLatch(1);
            var slow = Work.Type.of("slow", (_, _) -> Gate.await(release));
            fixture.runner(slow);
            fixture.schedules.put("sensor", slow, Work.on("a"), EACH_MINUTE, ALICE);

            pass(fixture, Duration.ofMinutes(3));

            assertThat(made(fixture)).hasSize(1);
            release.countDown();
            fixture.ended(made(fixture).getFirst().id());
            pass(fixture, MINUTE);
            assertThat(made(fixture)).hasSize(2);
        });
    }

    @Test
    void missedTurnsAreNotMadeUpFor() {
        Fixture.play(fixture -> {
            fixture.schedules.put("sensor", QUICK, Work.on("a"), EACH_MINUTE, ALICE);
            fixture.pass(Duration.ofSeconds(150));
            fixture.runner(QUICK);

            pass(fixture, Duration.ofSeconds(20));

            assertThat(made(fixture)).hasSize(1);
            pass(fixture, Duration.ofSeconds(11));
            assertThat(made(fixture)).hasSize(2);
        });
    }

    @Test
    void itPausesAfterFailuresInARowAndCanBeResumed() {
        Fixture.play(fixture -> {
            var bad =
                    Work.Type.of(
                                    "bad",
                                    (_, _) -> {
                                        throw HedgerowException.of(Failure.DISK_FULL);
                                    })
                            .with(RetryPolicy.NONE);
            fixture.runner(bad);
            fixture.schedules.put("sensor", bad, Work.on("a"), EACH_MINUTE, ALICE);

            pass(fixture, Duration.ofMinutes(10));

            assertThat(made(fixture)).hasSize(3);
            assertThat(fixture.schedules.find("sensor").orElseThrow().course().paused()).isTrue();
            fixture.schedules.resume("sensor");
            pass(fixture, MINUTE);
            assertThat(made(fixture)).hasSize(4);
        });
    }

    @Test
    void putAgainItKeepsItsTurn() {
        Fixture.play(fixture -> {
            fixture.schedules.put("sensor", QUICK, Work.on("a"), EACH_MINUTE, ALICE);
            Schedule before = fixture.schedules.find("sensor").orElseThrow();
            fixture.pass(Duration.ofSeconds(30));

            fixture.schedules.put("sensor", QUICK, Work.on("b"), EACH_MINUTE, ALICE);

            Schedule after = fixture.schedules.find("sensor").orElseThrow();
            assertThat(after.course()).isEqualTo(before.course());
            assertThat(after.job()).isNotEqualTo(before.job());
        });
    }

    @Test
    void aRemovedOneMakesNothingMore() {
        Fixture.play(fixture -> {
            fixture.runner(QUICK);
            fixture.schedules.put("sensor", QUICK, Work.on("a"), EACH_MINUTE, ALICE);
            assertThat(fixture.schedules.list(Page.Request.first(10)).items()).hasSize(1);

            fixture.schedules.remove("sensor");

            pass(fixture, Duration.ofMinutes(2));
            assertThat(made(fixture)).isEmpty();
            assertThat(fixture.keys()).isZero();
            assertThatThrownBy(() -> fixture.schedules.pause("sensor"))
                    .hasMessageContaining("'sensor'");
        });
    }
}
