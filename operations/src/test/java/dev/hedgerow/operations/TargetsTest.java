package dev.hedgerow.operations;

import static dev.hedgerow.operations.Fixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TargetsTest {
    private static final Work.Type QUICK = Work.Type.of("quick", (_, _) -> {});

    @Test
    void O1_anEarlierOperationStillRunningMeansInFlight() {
        Fixture.play(fixture -> {
            var release = new CountDownLatch(1);
            var slow = Work.Type.of("slow", (_, _) -> Gate.await(release));
            fixture.runner(slow, QUICK);
            OperationId earlier = fixture.enqueue(slow, "~a");
            OperationId later = fixture.enqueue(QUICK, "~a");

            assertThat(fixture.ended(later).state()).isEqualTo(State.SUCCEEDED);

            assertThat(fixture.operations.latest(Work.target("a")).orElseThrow().id())
                    .isEqualTo(later);
            assertThat(fixture.operations.inFlight(Work.target("a"))).isTrue();
            assertThat(ids(fixture.operations.pending(Work.target("a"), Page.Request.first(10))))
                    .containsExactly(earlier);
            release.countDown();
            assertThat(fixture.ended(earlier).state()).isEqualTo(State.SUCCEEDED);
            assertThat(fixture.operations.inFlight(Work.target("a"))).isFalse();
        });
    }

    @Test
    void O2_targetsExistFromTheFirstMoment() {
        Fixture.play(fixture -> {
            OperationId id =
                    fixture.store.transact(tx -> {
                        var made =
                                fixture.operations.enqueue(
                                        tx, QUICK, Work.on("a", "b", "~c"), ALICE);
                        for (String target : List.of("a", "b", "c")) {
                            assertThat(fixture.operations.inFlight(tx, Work.target(target)))
                                    .isTrue();
                        }
                        return made;
                    });

            for (String target : List.of("a", "b", "c")) {
                assertThat(fixture.operations.inFlight(Work.target(target))).isTrue();
                assertThat(fixture.operations.latest(Work.target(target)).orElseThrow().id())
                        .isEqualTo(id);
            }
            assertThat(fixture.operations.require(id).targets())
                    .containsExactly(Work.target("a"), Work.target("b"), Work.target("~c"));
        });
    }

    @Test
    void anEnqueueWhoseTransactionFailsLeavesNothing() {
        Fixture.play(fixture -> {
            assertThatThrownBy(() ->
                            fixture.store.transact(tx -> {
                                fixture.operations.enqueue(tx, QUICK, Work.on("a"), ALICE);
                                throw new IllegalStateException("changed my mind");
                            }))
                    .hasMessage("changed my mind");

            assertThat(fixture.keys()).isZero();
        });
    }

    @Test
    void aTypeWithoutTargetsOrWithOneTwiceIsRefused() {
        Fixture.play(fixture -> {
            assertThatThrownBy(() -> fixture.enqueue(QUICK)).hasMessageContaining("1 to 64");
            assertThatThrownBy(() -> fixture.enqueue(QUICK, "a", "~a"))
                    .hasMessageContaining("different targets");
            assertThat(fixture.keys()).isZero();
        });
    }

    @Test
    void O4_thoseThatExcludeEachOtherGoInTheOrderOfTheirCreation() {
        Fixture.play(fixture -> {
            OperationId first = fixture.enqueue(QUICK, "a");
            OperationId sharing = fixture.enqueue(QUICK, "~a");
            OperationId sharingToo = fixture.enqueue(QUICK, "~a", "~b");
            OperationId last = fixture.enqueue(QUICK, "b", "a");
            OperationId elsewhere = fixture.enqueue(QUICK.in(Lane.BACKGROUND), "c");

            assertThat(fixture.state(first)).isEqualTo(State.READY);
            assertThat(fixture.state(sharing)).isEqualTo(State.WAITING);
            assertThat(fixture.state(last)).isEqualTo(State.WAITING);
            assertThat(fixture.state(elsewhere)).isEqualTo(State.READY);
            assertThat(fixture.operations.blockedBy(sharing))
                    .extracting(Operation::id)
                    .containsExactly(first);
            assertThat(fixture.operations.blockedBy(last))
                    .extracting(Operation::id)
                    .containsExactly(sharingToo, first, sharing);

            fixture.operations.cancel(first, "bob");
            assertThat(fixture.state(sharing)).isEqualTo(State.READY);
            assertThat(fixture.state(sharingToo)).isEqualTo(State.READY);
            assertThat(fixture.state(last)).isEqualTo(State.WAITING);

            fixture.operations.cancel(sharing, "bob");
            assertThat(fixture.state(last)).isEqualTo(State.WAITING);
            fixture.operations.cancel(sharingToo, "bob");
            assertThat(fixture.state(last)).isEqualTo(State.READY);
        });
    }

    @Test
    void whoIsCancelledInTheMiddleOfALineLetsThoseBehindItGo() {
        Fixture.play(fixture -> {
            OperationId running = fixture.enqueue(QUICK, "~a");
            OperationId waiting = fixture.enqueue(QUICK, "a");
            OperationId behind = fixture.enqueue(QUICK, "~a");
            assertThat(fixture.state(behind)).isEqualTo(State.WAITING);

            fixture.operations.cancel(waiting, "bob");

            assertThat(fixture.state(running)).isEqualTo(State.READY);
            assertThat(fixture.state(behind)).isEqualTo(State.READY);
        });
    }

    @Test
    void moreThanCanBecomeReadyAtOnceAllGoInTheEnd() {
        Fixture.play(fixture -> {
            OperationId first = fixture.enqueue(QUICK, "a");
            List<OperationId> sharing = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                sharing.add(fixture.enqueue(QUICK, "~a"));
            }
            OperationId last = fixture.enqueue(QUICK, "a");
            fixture.runner(QUICK);

            assertThat(fixture.ended(last).state()).isEqualTo(State.SUCCEEDED);
            assertThat(fixture.ended(first).state()).isEqualTo(State.SUCCEEDED);
            assertThat(sharing).allMatch(id -> fixture.state(id) == State.SUCCEEDED);
        });
    }

    @Test
    void aLineHasAnEnd() {
        Fixture.play(
                1,
                fixture -> {
                    for (int i = 0; i < Limits.LINE_MAX / 50; i++) {
                        fixture.store.transact(tx -> {
                            for (int n = 1; n < 50; n++) {
                                fixture.operations.enqueue(tx, QUICK, Work.on("~a"), ALICE);
                            }
                            return fixture.operations.enqueue(tx, QUICK, Work.on("~a"), ALICE);
                        });
                    }

                    assertThatThrownBy(() -> fixture.enqueue(QUICK, "~a"))
                            .hasMessageContaining("10000 operations wait for thing a");
                    assertThat(fixture.state(fixture.enqueue(QUICK, "b"))).isEqualTo(State.READY);
                });
    }

    @Test
    void O6_cancellingAllOfATargetLeavesNoneBehind() {
        Fixture.play(fixture -> {
            var entered = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var slow =
                    Work.Type.of(
                            "slow",
                            (_, steps) ->
                                    steps.run(
                                            "wait",
                                            () -> {
                                                entered.countDown();
                                                Gate.await(release);
                                                steps.progress().at(1, "turns");
                                            }));
            fixture.runner(slow, QUICK);
            OperationId running = fixture.enqueue(slow, "a");
            Gate.await(entered);
            List<OperationId> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(fixture.enqueue(QUICK, i % 3 == 0 ? "a" : "~a"));
            }

            List<OperationId> stopping =
                    fixture.store.transact(
                            tx -> fixture.operations.cancelAll(tx, Work.target("a"), "bob"));

            assertThat(stopping).containsExactly(running);
            assertThat(waiting).allMatch(id -> fixture.state(id) == State.CANCELLED);
            release.countDown();
            assertThat(fixture.ended(running).state()).isEqualTo(State.CANCELLED);
            assertThat(fixture.operations.inFlight(Work.target("a"))).isFalse();
        });
    }

    @Test
    void O7_pendingAndHistoryArePaged() {
        Fixture.play(fixture -> {
            List<OperationId> made = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                made.add(fixture.enqueue(QUICK, i % 2 == 0 ? "a" : "~a"));
            }

            assertThat(paged(page -> fixture.operations.pending(Work.target("a"), page)))
                    .isEqualTo(made);
            assertThat(paged(page -> fixture.operations.history(Work.target("a"), page)))
                    .isEqualTo(made.reversed());
            assertThat(paged(fixture.operations::list)).containsExactlyInAnyOrderElementsOf(made);
        });
    }

    private static List<OperationId> paged(
            java.util.function.Function<Page.Request, Page<Operation>> question) {
        List<OperationId> all = new ArrayList<>();
        Page<Operation> page = question.apply(Page.Request.first(3));
        all.addAll(ids(page));
        while (page.next().isPresent()) {
            page = question.apply(Page.Request.first(3).after(page.next().get()));
            all.addAll(ids(page));
        }
        return all;
    }

    @Test
    void childrenAndAncestorsAreKnown() {
        Fixture.play(fixture -> {
            OperationId parent = fixture.enqueue(QUICK, "a");
            OperationId child =
                    fixture.operations.enqueue(QUICK, Work.on("b"), ALICE.withParent(parent));
            OperationId grandchild =
                    fixture.operations.enqueue(QUICK, Work.on("c"), ALICE.withParent(child));

            assertThat(ids(fixture.operations.children(parent, Page.Request.first(5))))
                    .containsExactly(child);
            assertThat(fixture.operations.ancestors(grandchild))
                    .extracting(Operation::id)
                    .containsExactly(child, parent);
        });
    }

    private static List<OperationId> ids(Page<Operation> page) {
        return page.items().stream().map(Operation::id).toList();
    }
}
