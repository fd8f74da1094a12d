package dev.hedgerow.operations;

import static dev.hedgerow.operations.Fixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OutcomesTest {
    private static final Work.Type QUICK = Work.Type.of("quick", (_, _) -> {});

    private static HedgerowException full() {
        return HedgerowException.of(Failure.DISK_FULL, "No room on vo_1", Map.of("free", 17));
    }

    private static Steps fail(Steps steps, HedgerowException failure) {
        steps.run(
                "write",
                () -> {
                    throw failure;
                });
        return steps;
    }

    @Test
    void O8_theSameKeyIsTheSameOperation() {
        Fixture.play(fixture -> {
            Origin keyed = ALICE.withIdempotencyKey("k1");
            List<OperationId> ids = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(
                        fixture.world
                                .threads()
                                .start(
                                        "enqueue",
                                        () ->
                                                ids.add(
                                                        fixture.operations.enqueue(
                                                                QUICK, Work.on("a"), keyed))));
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(ids).hasSize(8);
            assertThat(Set.copyOf(ids)).hasSize(1);
            assertThat(fixture.operations.history(Work.target("a"), Page.Request.first(10)).items())
                    .hasSize(1);
            var other = Origin.of("alice", "other").withIdempotencyKey("k1");
            assertThat(fixture.operations.enqueue(QUICK, Work.on("a"), other))
                    .isNotEqualTo(ids.getFirst());
            assertThatThrownBy(() -> fixture.operations.enqueue(QUICK, Work.on("b"), keyed))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.TOKEN_REUSED));
        });
    }

    @Test
    void O9_aFailureHasCodeSentenceContextAndStep() {
        Fixture.play(fixture -> {
            var type =
                    Work.Type.of("bad", (_, steps) -> fail(steps, full())).with(RetryPolicy.NONE);
            fixture.runner(type);
            OperationId id = fixture.enqueue(type, "a");

            Operation ended = fixture.ended(id);

            assertThat(ended.state()).isEqualTo(State.FAILED);
            assertThat(ended.fault())
                    .contains(
                            new Fault(
                                    Failure.DISK_FULL,
                                    "No room on vo_1",
                                    Map.of("free", "17"),
                                    Optional.of("write")));
            assertThat(fixture.events(id))
                    .containsExactly(
                            Event.What.CREATED,
                            Event.What.CLAIMED,
                            Event.What.STEP_STARTED,
                            Event.What.FAILED);
        });
    }

    @Test
    void anUnexpectedErrorIsAFailureToo() {
        Fixture.play(fixture -> {
            var type =
                    Work.Type.of(
                                    "buggy",
                                    (_, _) -> {
                                        throw new AssertionError("no such thing");
                                    })
                            .with(RetryPolicy.NONE);
            fixture.runner(type);

            Operation ended = fixture.ended(fixture.enqueue(type, "a"));

            assertThat(ended.fault().orElseThrow().code()).isEqualTo(Failure.INTERNAL);
            assertThat(ended.fault().orElseThrow().sentence()).contains("no such thing");
        });
    }

    @Test
    void O9_anAttemptThatFailedIsRepeatedAfterABackOffFromTheStepThatFailed() {
        Fixture.play(fixture -> {
            List<Integer> attempts = java.util.Collections.synchronizedList(new ArrayList<>());
            List<String> before = java.util.Collections.synchronizedList(new ArrayList<>());
            var type =
                    Work.Type.of(
                            "flaky",
                            (_, steps) -> {
                                steps.run("before", () -> before.add("called"));
                                attempts.add(steps.attempt());
                                if (steps.attempt() < 3) {
                                    fail(steps, full());
                                }
                            });
            fixture.runner(type);
            OperationId id = fixture.enqueue(type, "a");
            fixture.happened(id, Event.What.ATTEMPT_FAILED);
            assertThat(fixture.operations.inFlight(Work.target("a"))).isTrue();
            assertThat(fixture.operations.require(id).fault().orElseThrow().code())
                    .isEqualTo(Failure.DISK_FULL);

            Operation ended = fixture.endedWithin(id, Duration.ofMinutes(5));

            assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
            assertThat(attempts).containsExactly(1, 2, 3);
            assertThat(before).hasSize(1);
            assertThat(Duration.between(ended.created(), fixture.clock.instant()))
                    .isGreaterThan(Duration.ofMillis(1500));
        });
    }

    @Test
    void aFailureThatSaysTheRequestIsWrongIsFinal() {
        Fixture.play(fixture -> {
            var wrong = HedgerowException.of(Failure.SCHEMA_INVALID);
            var type = Work.Type.of("wrong", (_, steps) -> fail(steps, wrong));
            fixture.runner(type);

            assertThat(fixture.ended(fixture.enqueue(type, "a")).state()).isEqualTo(State.FAILED);
        });
    }

    @Test
    void attemptsAreBounded() {
        Fixture.play(fixture -> {
            var policy = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(2), Set.of());
            var type = Work.Type.of("full", (_, steps) -> fail(steps, full())).with(policy);
            fixture.runner(type);
            OperationId id = fixture.enqueue(type, "a");

            assertThat(fixture.endedWithin(id, Duration.ofMinutes(5)).state())
                    .isEqualTo(State.FAILED);
            assertThat(fixture.events(id).stream().filter(Event.What.ATTEMPT_FAILED::equals))
                    .hasSize(2);
        });
    }

    @Test
    void O9_aRunningOperationSeesCancelInsideAStep() {
        Fixture.play(fixture -> {
            var entered = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var type =
                    Work.Type.of(
                            "slow",
                            (_, steps) -> {
                                steps.run(
                                        "loop",
                                        () -> {
                                            entered.countDown();
                                            Gate.await(release);
                                            steps.progress().at(5, 10, "rows");
                                        });
                                steps.run("never", () -> Fixture.EFFECTS.key("x"));
                            });
            fixture.runner(type);
            OperationId id = fixture.enqueue(type, "a");
            Gate.await(entered);

            assertThat(fixture.operations.cancel(id, "bob").state()).isEqualTo(State.RUNNING);
            release.countDown();

            assertThat(fixture.ended(id).state()).isEqualTo(State.CANCELLED);
            assertThat(fixture.ended(id).cancelRequest().orElseThrow().actor()).isEqualTo("bob");
            assertThat(fixture.stepNames(id)).isEmpty();
            assertThat(fixture.operations.cancel(id, "bob").state()).isEqualTo(State.CANCELLED);
        });
    }

    @Test
    void O9_aStepThatOnlyLooksSeesCancelWithTheNextRenewal() {
        Fixture.play(fixture -> {
            var entered = new CountDownLatch(1);
            var type =
                    Work.Type.of(
                            "busy",
                            (_, steps) ->
                                    steps.run(
                                            "spin",
                                            () -> {
                                                entered.countDown();
                                                while (true) {
                                                    fixture.pass(Duration.ofMillis(10));
                                                    steps.progress().check();
                                                }
                                            }));
            fixture.runner(type);
            OperationId id = fixture.enqueue(type, "a");
            Gate.await(entered);

            fixture.operations.cancel(id, "bob");

            assertThat(fixture.endedWithin(id, Duration.ofSeconds(20)).state())
                    .isEqualTo(State.CANCELLED);
        });
    }

    @Test
    void aRequestOfAnOlderVersionIsBroughtUpToDate() {
        Fixture.play(fixture -> {
            OperationId id = fixture.operations.enqueue(new Renamed(1), Work.on("a"), ALICE);
            var renamed = new Renamed(2);
            fixture.runner(renamed);

            assertThat(fixture.ended(id).output()).contains("[\"a\",\"new\"]");
        });
    }

    /** Version 2 has one more target than version 1. */
    private record Renamed(int version) implements OperationType<Work> {
        @Override
        public String kind() {
            return "renamed";
        }

        @Override
        public Class<Work> request() {
            return Work.class;
        }

        @Override
        public List<Target> targets(Work request) {
            return List.of(Work.target(request.targets().getFirst()));
        }

        @Override
        public String upgrade(String request, int from) {
            return request.replace("[\"a\"]", "[\"a\",\"new\"]");
        }

        @Override
        public void run(Work request, Steps steps) {
            steps.output(request.targets());
        }
    }

    @Test
    void O9_whatIsNotBegunByItsDeadlineExpires() {
        Fixture.play(fixture -> {
            OperationId id = fixture.enqueue(QUICK.within(Duration.ofMinutes(1)), "a");
            fixture.runner(Work.Type.of("another", (_, _) -> {}));

            Operation ended = fixture.endedWithin(id, Duration.ofMinutes(10));

            assertThat(ended.state()).isEqualTo(State.EXPIRED);
            assertThat(fixture.operations.inFlight(Work.target("a"))).isFalse();
        });
    }

    @Test
    void O9_whatRunsAtItsDeadlineStopsAtItsNextReport() {
        Fixture.play(fixture -> {
            var entered = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var type =
                    Work.Type.of(
                                    "slow",
                                    (_, steps) ->
                                            steps.run(
                                                    "loop",
                                                    () -> {
                                                        entered.countDown();
                                                        Gate.await(release);
                                                        steps.progress().check();
                                                    }))
                            .within(Duration.ofSeconds(10));
            fixture.runner(type);
            OperationId id = fixture.enqueue(type, "a");
            Gate.await(entered);

            fixture.pass(Duration.ofSeconds(10));
            release.countDown();

            assertThat(fixture.ended(id).state()).isEqualTo(State.EXPIRED);
        });
    }

    @Test
    void O9_progressIsWrittenAtABoundedRate() {
        Fixture.play(fixture -> {
            var type =
                    Work.Type.of(
                            "load",
                            (_, steps) ->
                                    steps.run(
                                            "rows",
                                            () -> {
                                                for (int i = 1; i <= 10_000; i++) {
                                                    steps.progress().at(i, 10_000, "rows");
                                                }
                                            }));
            fixture.runner(type);
            fixture.operations.cancel(fixture.enqueue(QUICK, "b"), "bob");
            Stamp before = fixture.store.visible();
            OperationId id = fixture.enqueue(type, "a");
            fixture.ended(id);

            ProgressReport report = fixture.operations.progress(id).orElseThrow();
            assertThat(report.done()).isEqualTo(10_000);
            assertThat(report.total()).isEqualTo(OptionalLong.of(10_000));
            assertThat(report.step()).isEqualTo("rows");
            // the clock rests: created, claimed, begun, one report, recorded, ended
            assertThat(commits(before, fixture.store.visible())).isLessThan(10);
        });
    }

    /** With the clock at rest each commit takes the next stamp. */
    private static long commits(Stamp from, Stamp to) {
        return to.value() - from.value();
    }

    @Test
    void O7_anOperationIsForgottenWithEverythingAboutItWhenItsRetentionIsOver() {
        Fixture.play(fixture -> {
            var bad = Work.Type.of("bad", (_, steps) -> fail(steps, full())).with(RetryPolicy.NONE);
            var good =
                    Work.Type.of(
                            "good",
                            (_, steps) -> steps.run("a", () -> steps.progress().at(1, "things")));
            fixture.runner(good, bad);
            Origin keyed = ALICE.withIdempotencyKey("k");
            OperationId first = fixture.operations.enqueue(good, Work.on("a"), keyed);
            OperationId second = fixture.enqueue(bad, "a");
            fixture.ended(first);
            fixture.ended(second);

            fixture.jump(good.retention().minusSeconds(1));
            OperationId third = fixture.enqueue(good, "a");
            fixture.ended(third);
            assertThat(fixture.operations.find(first)).isPresent();
            fixture.jump(Duration.ofSeconds(1));
            while (fixture.operations.find(first).isPresent()
                    || fixture.operations.find(second).isPresent()) {
                fixture.pass(Duration.ofSeconds(1));
            }

            assertThat(fixture.operations.history(Work.target("a"), Page.Request.first(9)).items())
                    .extracting(Operation::id)
                    .containsExactly(third);
            assertThat(fixture.operations.events(first, 0, 10)).isEmpty();
            assertThat(fixture.operations.steps(first)).isEmpty();
            assertThat(fixture.operations.progress(first)).isEmpty();
        });
    }

    @Test
    void aResultThatIsTooLargeIsRefusedWithAnExplanation() {
        Fixture.play(fixture -> {
            var type =
                    Work.Type.of(
                            "large",
                            (_, steps) ->
                                    steps.run("all", String.class, () -> "x".repeat(300_000)));
            fixture.runner(type);

            Fault fault = fixture.ended(fixture.enqueue(type, "a")).fault().orElseThrow();

            assertThat(fault.code()).isEqualTo(Failure.LIMIT_EXCEEDED);
            assertThat(fault.sentence()).contains("step 'all'").contains("300002");
        });
    }

    @Test
    void urgentOnesGoFirstButWhoWaitsLongEnoughHasItsTurn() {
        Fixture.play(fixture -> {
            List<String> order = java.util.Collections.synchronizedList(new ArrayList<>());
            var type =
                    Work.Type.of("noted", (request, _) -> order.add(request.targets().getFirst()));
            fixture.operations.enqueue(type.in(Lane.BACKGROUND), Work.on("old"), ALICE);
            fixture.pass(Duration.ofMinutes(11));
            List<OperationId> ids = new ArrayList<>();
            ids.add(
                    fixture.operations.enqueue(
                            type.in(Lane.BACKGROUND), Work.on("background"), ALICE));
            ids.add(fixture.operations.enqueue(type, Work.on("normal"), ALICE));
            ids.add(
                    fixture.operations.enqueue(
                            type.in(Lane.INTERACTIVE), Work.on("urgent"), ALICE));

            fixture.runner(1, _ -> {}, type);

            ids.forEach(fixture::ended);
            assertThat(order).containsExactly("old", "urgent", "normal", "background");
        });
    }
}
