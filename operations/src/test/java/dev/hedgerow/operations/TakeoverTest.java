package dev.hedgerow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class TakeoverTest {
    private static final List<String> STEPS = List.of("pin", "build", "promote", "retire");

    /** Work in four steps, and who was called and refused in it. */
    private static final class FourSteps {
        private final Map<String, AtomicInteger> calls = new TreeMap<>();
        private final LinkedBlockingQueue<HedgerowException> refusals = new LinkedBlockingQueue<>();
        private final Work.Type type = Work.Type.of("four-steps", this::work);

        private void work(Work request, Steps steps) {
            try {
                String pinned = steps.run("pin", String.class, () -> called("pin"));
                steps.run("build", () -> called("build"));
                long promoted =
                        steps.commit(
                                "promote",
                                Long.class,
                                tx -> {
                                    called("promote");
                                    return Fixture.count(tx, pinned);
                                });
                steps.commit("retire", tx -> Fixture.count(tx, "retired"));
                steps.output(List.of(pinned, promoted));
            } catch (HedgerowException e) {
                refusals.add(e);
                throw e;
            }
        }

        private String called(String step) {
            calls.computeIfAbsent(step, _ -> new AtomicInteger()).incrementAndGet();
            return step + "-result";
        }

        int calls(String step) {
            AtomicInteger count = calls.get(step);
            return count == null ? 0 : count.get();
        }

        /** The failure with which an old worker was refused, which comes at once. */
        Failure refusal(Fixture fixture) {
            fixture.pass(Duration.ofMillis(1));
            HedgerowException refused = refusals.poll();
            assertThat(refused).as("a refusal").isNotNull();
            return Objects.requireNonNull(refused).failure();
        }
    }

    @Test
    void O3_aDeadWorkerIsReplacedAndRefused() {
        Fixture.play(fixture -> {
            var work = new FourSteps();
            var gate = new Gate(RunnerStep.STEP_DONE, 2);
            OperationsRunner old = fixture.runner(1, gate, work.type);
            OperationId id = fixture.enqueue(work.type, "a");
            gate.awaitArrival();
            fixture.kill(old);
            var died = fixture.clock.instant();

            fixture.runner(work.type);
            Operation ended = fixture.endedWithin(id, Duration.ofSeconds(60));

            assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
            assertThat(ended.output()).contains("[\"pin-result\",1]");
            assertThat(ended.journal().epoch()).isEqualTo(2);
            assertThat(secondClaim(fixture, id)).isBefore(died.plusSeconds(30));
            assertThat(work.calls("pin")).isEqualTo(1);
            assertThat(work.calls("build")).isEqualTo(2);

            List<Event> before = fixture.operations.events(id, 0, 1000);
            gate.open();
            assertThat(work.refusal(fixture)).isEqualTo(Failure.STALE_EPOCH);
            assertThat(fixture.operations.events(id, 0, 1000)).isEqualTo(before);
            assertThat(fixture.operations.steps(id))
                    .extracting(RecordedStep::epoch)
                    .containsExactly(1L, 2L, 2L, 2L);
            assertThat(fixture.counted("retired")).isEqualTo(1);
        });
    }

    private static Instant secondClaim(Fixture fixture, OperationId id) {
        return fixture.operations.events(id, 0, 1000).stream()
                .filter(event -> event.what() == Event.What.CLAIMED)
                .skip(1)
                .findFirst()
                .orElseThrow()
                .at();
    }

    @Test
    void O3_anOldWorkerInTheMiddleOfItsTransactionChangesNothing() {
        Fixture.play(fixture -> {
            var work = new FourSteps();
            var gate = new Gate(RunnerStep.STEP_COMMITTING, 1);
            OperationsRunner old = fixture.runner(1, gate, work.type);
            OperationId id = fixture.enqueue(work.type, "a");
            gate.awaitArrival();
            fixture.kill(old);
            fixture.runner(work.type);
            fixture.endedWithin(id, Duration.ofSeconds(60));
            assertThat(fixture.counted("pin-result")).isEqualTo(1);

            gate.open();

            Failure refusal = work.refusal(fixture);
            assertThat(refusal).isIn(Failure.STALE_EPOCH, Failure.DEADLINE_EXCEEDED);
            assertThat(fixture.counted("pin-result")).isEqualTo(1);
            assertThat(work.calls("promote")).isGreaterThanOrEqualTo(2);
        });
    }

    /** The old worker wakes while the new one is in the middle of the same operation. */
    @ParameterizedTest
    @CsvSource({
        "STEP_DONE, 1, STEP_STARTED, 1",
        "STEP_STARTED, 2, STEP_DONE, 1",
        "STEP_RECORDED, 2, STEP_COMMITTING, 1",
        "STEP_COMMITTING, 1, STEP_COMMITTING, 1",
        "STEP_COMMITTED, 2, ENDING, 1",
    })
    void O3_anOldWorkerIsRefusedWhileTheNewOneRuns(
            RunnerStep oldAt, int oldTime, RunnerStep newAt, int newTime) {
        Fixture.play(fixture -> {
            var work = new FourSteps();
            InstanceId instance = fixture.instance();
            var oldGate = new Gate(oldAt, oldTime);
            OperationsRunner old = fixture.runner(instance, 1, 1, oldGate, work.type);
            OperationId id = fixture.enqueue(work.type, "a");
            oldGate.awaitArrival();
            fixture.kill(old);
            var newGate = new Gate(newAt, newTime);
            fixture.runner(instance, 2, 1, newGate, work.type);
            newGate.awaitArrival();
            Operation before = fixture.operations.require(id);
            assertThat(before.state()).isEqualTo(State.RUNNING);

            oldGate.open();

            if (oldAt == RunnerStep.STEP_COMMITTED) {
                fixture.awaitWorkers(old);
            } else {
                assertThat(work.refusal(fixture)).isEqualTo(Failure.STALE_EPOCH);
            }
            assertThat(fixture.operations.require(id)).isEqualTo(before);
            newGate.open();
            assertThat(fixture.ended(id).state()).isEqualTo(State.SUCCEEDED);
            assertThat(fixture.counted("pin-result")).isEqualTo(1);
            assertThat(fixture.counted("retired")).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CLAIMED, 1",
        "STEP_STARTED, 1",
        "STEP_DONE, 1",
        "STEP_RECORDED, 1",
        "STEP_STARTED, 2",
        "STEP_DONE, 2",
        "STEP_RECORDED, 2",
        "STEP_COMMITTING, 1",
        "STEP_COMMITTED, 1",
        "STEP_COMMITTING, 2",
        "STEP_COMMITTED, 2",
        "ENDING, 1",
        "ENDED, 1",
    })
    void aRunKilledAnywhereIsContinuedByTheNextIncarnation(RunnerStep step, int time) {
        Fixture.play(fixture -> {
            var work = new FourSteps();
            var gate = new Gate(step, time);
            InstanceId instance = fixture.instance();
            OperationsRunner killed = fixture.runner(instance, 1, 1, gate, work.type);
            OperationId id = fixture.enqueue(work.type, "a");
            gate.awaitArrival();
            fixture.kill(killed);
            List<String> recorded = fixture.stepNames(id);
            Map<String, Integer> before =
                    Map.of("pin", work.calls("pin"), "build", work.calls("build"));

            fixture.runner(instance, 2, 1, Failpoints.none(), work.type);

            // no time passes: what the earlier incarnation held is continued at once
            Operation ended = fixture.ended(id);
            assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
            assertThat(ended.output()).contains("[\"pin-result\",1]");
            assertThat(fixture.stepNames(id)).isEqualTo(STEPS);
            assertThat(fixture.counted("pin-result")).isEqualTo(1);
            assertThat(fixture.counted("retired")).isEqualTo(1);
            for (String name : List.of("pin", "build")) {
                if (recorded.contains(name)) {
                    assertThat(work.calls(name)).as(name).isEqualTo(before.get(name));
                }
            }
            gate.open();
            assertThat(fixture.counted("pin-result")).isEqualTo(1);
        });
    }

    @Test
    void aGracefulStopGivesTheOperationBackAtItsNextStep() {
        Fixture.play(fixture -> {
            var entered = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var slow =
                    Work.Type.of(
                            "slow",
                            (_, steps) -> {
                                steps.run(
                                        "first",
                                        () -> {
                                            entered.countDown();
                                            Gate.await(release);
                                        });
                                steps.run("second", () -> {});
                            });
            OperationsRunner runner = fixture.runner(slow);
            OperationId id = fixture.enqueue(slow, "a");
            Gate.await(entered);
            Thread stopping =
                    fixture.world
                            .threads()
                            .start("stop", () -> runner.stop(Duration.ofSeconds(30)));
            OperationId unclaimed = fixture.enqueue(slow, "b");
            release.countDown();

            fixture.happened(id, Event.What.RELEASED);

            join(stopping);
            assertThat(fixture.stepNames(id)).containsExactly("first");
            assertThat(fixture.state(id)).isEqualTo(State.READY);
            fixture.runner(slow);
            assertThat(fixture.ended(id).state()).isEqualTo(State.SUCCEEDED);
            assertThat(fixture.ended(unclaimed).state()).isEqualTo(State.SUCCEEDED);
            assertThat(fixture.operations.require(id).journal().takeovers()).isZero();
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a test thread was interrupted", e);
        }
    }

    @Test
    void aLiveWorkerKeepsItsOperationHoweverLongItTakes() {
        Fixture.play(fixture -> {
            var entered = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var slow =
                    Work.Type.of(
                            "slow",
                            (_, _) -> {
                                entered.countDown();
                                Gate.await(release);
                            });
            fixture.runner(slow);
            fixture.runner(slow);
            OperationId id = fixture.enqueue(slow, "a");
            Gate.await(entered);

            for (int i = 0; i < 40; i++) {
                fixture.pass(OperationsRunner.RENEWAL);
            }

            release.countDown();
            assertThat(fixture.ended(id).journal().takeovers()).isZero();
            assertThat(fixture.ended(id).journal().epoch()).isEqualTo(1);
        });
    }

    @Test
    void anOperationThatKeepsLosingItsWorkersIsGivenUp() {
        Fixture.play(fixture -> {
            var work = new FourSteps();
            InstanceId instance = fixture.instance();
            OperationId id = fixture.enqueue(work.type, "a");
            for (int i = 1; i <= Limits.TAKEOVERS_MAX; i++) {
                var gate = new Gate(RunnerStep.CLAIMED, 1);
                OperationsRunner runner = fixture.runner(instance, i, 1, gate, work.type);
                gate.awaitArrival();
                fixture.kill(runner);
            }

            fixture.runner(instance, Limits.TAKEOVERS_MAX + 1, 1, Failpoints.none(), work.type);

            assertThat(fixture.ended(id).state()).isEqualTo(State.FAILED);
            assertThat(fixture.ended(id).fault().orElseThrow().sentence()).contains("given up");
        });
    }
}
