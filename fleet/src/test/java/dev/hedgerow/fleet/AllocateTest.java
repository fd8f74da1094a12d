package dev.hedgerow.fleet;

import static dev.hedgerow.fleet.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocateTest {
    private Site site;
    private Instance node;
    private VolumeId volume;

    @BeforeEach
    void open(@TempDir Path root) {
        site = new Site(root);
        node = site.join();
        volume = site.attached(Site.SMALL, node);
    }

    @AfterEach
    void close() {
        Invariants.check(site.store);
        site.close();
    }

    private List<Placement> onVolume() {
        return site.fleet.graphsOn(volume, Page.Request.first(1000)).items();
    }

    private static Failpoints<Steps.Allocate> at(Steps.Allocate step, Runnable once) {
        var done = new AtomicBoolean();
        return reached -> {
            if (reached == step && done.compareAndSet(false, true)) {
                once.run();
            }
        };
    }

    private Fleet stopping(Steps.Allocate step, Runnable once) {
        return site.fleet(new Steps(at(step, once), Failpoints.none(), Failpoints.none()));
    }

    @Test
    void aPlacedGraphIsLocatedWithItsRoute() {
        AllocateRequest request = site.request(Site.SMALL);

        Placement placement = site.fleet.allocate(request);

        assertThat(placement.state()).isEqualTo(PlacementState.RESERVED);
        assertThat(placement.subgraph()).isFalse();
        assertThat(placement.route())
                .isEqualTo(
                        new Route(
                                volume,
                                1,
                                Optional.of(new Route.Host(node.id(), "127.0.0.1:7420"))));
        assertThat(site.fleet.locate(request.graph())).isEqualTo(placement);
        assertThat(onVolume()).containsExactly(placement);
        assertThat(site.fleet.folder(placement))
                .endsWithRaw(Path.of(volume.value(), "graphs", request.graph().value()));
    }

    @ParameterizedTest
    @EnumSource(Steps.Allocate.class)
    void F1_allocatingIsOneTransaction(Steps.Allocate step) {
        AllocateRequest request = site.request(Site.SMALL);
        Fleet dying =
                stopping(
                        step,
                        () -> {
                            throw new Site.Killed(step);
                        });

        assertThatThrownBy(() -> dying.allocate(request)).isInstanceOf(Site.Killed.class);
        site.crash(step.name().length());

        Invariants.check(site.store);
        if (step == Steps.Allocate.COMMITTED) {
            assertThat(onVolume()).containsExactly(site.fleet.locate(request.graph()));
        } else {
            refused(Failure.PLACEMENT_NOT_FOUND, () -> site.fleet.locate(request.graph()));
            assertThat(onVolume()).isEmpty();
        }
        site.fleet.allocate(request);
        assertThat(onVolume()).hasSize(1);
    }

    @Test
    void F1_removingIsOneTransactionAndTheSlotIsFreedOnce() throws IOException {
        AllocateRequest request = site.request(Site.SMALL);
        Placement placement = site.fleet.allocate(request);
        Path folder = site.fleet.folder(placement);
        Files.createDirectories(folder.resolve("1"));
        Files.writeString(folder.resolve("1").resolve("graph.lbug"), "data");
        Fleet dying = removing(Steps.Remove.TOMBSTONE_WRITTEN);
        dying.attach(volume, node);
        assertThatThrownBy(() -> dying.deallocate(request.graph())).isInstanceOf(Site.Killed.class);
        assertThat(site.fleet.locate(request.graph()).graph()).isEqualTo(request.graph());

        Removal removal = site.fleet.deallocate(request.graph());
        assertThat(removal.cleared()).isEmpty();
        refused(Failure.PLACEMENT_NOT_FOUND, () -> site.fleet.locate(request.graph()));
        Fleet dyingLater = removing(Steps.Remove.FILES_REMOVED);
        dyingLater.attach(volume, node);
        assertThatThrownBy(() -> dyingLater.clear(request.graph())).isInstanceOf(Site.Killed.class);
        assertThat(onVolume())
                .extracting(Placement::state)
                .containsExactly(PlacementState.DELETING);
        site.crash(1);
        site.fleet.attach(volume, node);
        assertThat(site.fleet.clear(request.graph()).at()).isEqualTo(removal.at());
        assertThat(onVolume()).isEmpty();
    }

    private Fleet removing(Steps.Remove dies) {
        return site.fleet(
                new Steps(
                        Failpoints.none(),
                        Failpoints.none(),
                        step -> {
                            if (step == dies) {
                                throw new Site.Killed(step);
                            }
                        }));
    }

    @Test
    void aClearedGraphIsGoneFromDiskAndVolume() throws IOException {
        AllocateRequest request = site.request(Site.SMALL);
        Path folder = site.fleet.folder(site.fleet.allocate(request));
        Files.createDirectories(folder.resolve("1"));
        Files.writeString(folder.resolve("1").resolve("graph.lbug"), "data");
        refused(Failure.WRONG_STATE, () -> site.fleet.clear(request.graph()));
        Removal removal = site.fleet.deallocate(request.graph());

        Removal cleared = site.fleet.clear(request.graph());

        assertThat(folder).doesNotExist();
        assertThat(onVolume()).isEmpty();
        assertThat(cleared.at()).isEqualTo(removal.at());
        assertThat(cleared.cleared()).isPresent();
        assertThat(site.fleet.clear(request.graph())).isEqualTo(cleared);
        assertThat(site.fleet.deallocate(request.graph())).isEqualTo(cleared);
    }

    @Test
    void F3_twoAllocationsMeetAtTheLastSlotAndOneGetsIt() {
        for (int i = 1; i < Site.SMALL.slots(); i++) {
            site.fleet.allocate(site.request(Site.SMALL));
        }
        Fleet slow =
                stopping(
                        Steps.Allocate.INDEXED,
                        () -> site.fleet.allocate(site.request(Site.SMALL)));

        String sentence =
                refused(Failure.NO_CAPACITY, () -> slow.allocate(site.request(Site.SMALL)));

        assertThat(sentence).contains("no_free_slot");
        assertThat(onVolume()).hasSize(Site.SMALL.slots());
    }

    @Test
    void F3_aCordonMeanwhileIsSeen() {
        Fleet slow = stopping(Steps.Allocate.INDEXED, () -> site.fleet.cordon(node.id()));

        refused(Failure.NO_CAPACITY, () -> slow.allocate(site.request(Site.SMALL)));

        assertThat(onVolume()).isEmpty();
    }

    @Test
    void F4_addingTwiceIsHarmless() {
        AllocateRequest request = site.request(Site.SMALL);
        Placement first = site.fleet.allocate(request);

        assertThat(site.fleet.allocate(request)).isEqualTo(first);
        assertThat(onVolume()).hasSize(1);
    }

    @Test
    void F4_anotherOwnersIdIsACollision() {
        AllocateRequest request = site.request(Site.SMALL);
        site.fleet.allocate(request);
        var stolen = AllocateRequest.of(Site.BERT, request.graph(), Site.SMALL);

        refused(Failure.ALREADY_EXISTS, () -> site.fleet.allocate(stolen));
        var other = AllocateRequest.of(Site.ANNA, request.graph(), Site.LARGE);
        refused(Failure.ALREADY_EXISTS, () -> site.fleet.allocate(other));
    }

    @Test
    void F4_aTombstoneIsNotASuccess() {
        AllocateRequest request = site.request(Site.SMALL);
        site.fleet.allocate(request);
        site.fleet.deallocate(request.graph());

        refused(Failure.WRONG_STATE, () -> site.fleet.allocate(request));
        site.fleet.clear(request.graph());
        assertThat(refused(Failure.WRONG_STATE, () -> site.fleet.allocate(request)))
                .contains("never used again");
        var stolen = AllocateRequest.of(Site.BERT, request.graph(), Site.SMALL);
        refused(Failure.ALREADY_EXISTS, () -> site.fleet.allocate(stolen));
        refused(Failure.PLACEMENT_NOT_FOUND, () -> site.fleet.deallocate(site.ids.graph()));
    }

    @Test
    void F9_subgraphsAreAFieldAndLiveWithTheirParent() {
        site.attached(Site.SMALL, node);
        AllocateRequest parent = site.request(Site.SMALL);
        VolumeId home = site.fleet.allocate(parent).volume();
        while (slots(home) < Site.SMALL.slots()) {
            site.fleet.allocate(site.request(Site.SMALL));
        }

        Placement child = site.fleet.allocate(site.request(Site.SMALL).below(parent.graph()));

        assertThat(child.subgraph()).isTrue();
        assertThat(child.parent()).contains(parent.graph());
        assertThat(child.volume()).isEqualTo(home);
        assertThat(slots(home)).isEqualTo(Site.SMALL.slots());
        assertThat(site.fleet.graphsOn(home, Page.Request.FIRST).items().getLast())
                .isEqualTo(child);
        site.fleet.allocate(site.request(Site.SMALL).below(parent.graph()));
        AllocateRequest tooMany = site.request(Site.SMALL).below(parent.graph());
        refused(Failure.LIMIT_EXCEEDED, () -> site.fleet.allocate(tooMany));
        AllocateRequest nested = site.request(Site.SMALL).below(child.graph());
        refused(Failure.INVALID_REQUEST, () -> site.fleet.allocate(nested));
        assertThat(refused(Failure.WRONG_STATE, () -> site.fleet.deallocate(parent.graph())))
                .contains(child.graph().value());
    }

    private long slots(VolumeId id) {
        return site.fleet.graphsOn(id, Page.Request.first(1000)).items().stream()
                .filter(placement -> !placement.subgraph())
                .count();
    }

    @Test
    void F9_aParentRemovedMeanwhileGetsNoSubgraph() {
        AllocateRequest parent = site.request(Site.SMALL);
        site.fleet.allocate(parent);
        Fleet slow = stopping(Steps.Allocate.INDEXED, () -> site.fleet.deallocate(parent.graph()));
        AllocateRequest child = site.request(Site.SMALL).below(parent.graph());

        refused(Failure.PLACEMENT_NOT_FOUND, () -> slow.allocate(child));
    }

    @Test
    void F11_aRegistryThatCannotBeReadIsAnError() {
        AllocateRequest request = site.request(Site.SMALL);
        site.fleet.allocate(request);
        var broken = new Fleet(failing(site.store), site.world, List.of(Site.SMALL), site.volumes);

        refused(Failure.UNAVAILABLE, () -> broken.locate(request.graph()));
        refused(Failure.UNAVAILABLE, () -> broken.locate(site.ids.graph()));
        refused(Failure.UNAVAILABLE, () -> broken.graphsOn(volume, Page.Request.FIRST));
        refused(Failure.UNAVAILABLE, () -> broken.volumesOf(node.id()));
        refused(Failure.UNAVAILABLE, () -> broken.allocate(site.request(Site.SMALL)));
        refused(Failure.UNAVAILABLE, () -> broken.explain(site.request(Site.SMALL)));
    }

    @Test
    void F11_aDamagedRegistryIsAnError() {
        AllocateRequest request = site.request(Site.SMALL);
        site.fleet.allocate(request);
        AllocateRequest other = site.request(Site.SMALL);
        var before = site.store.transact(tx -> tx.get(Keys.placement(request.graph()))).get();
        site.store.transact(tx -> {
            tx.put(Keys.placement(request.graph()), new byte[] {1, 2, 3});
            tx.put(Keys.placement(other.graph()), Rows.row(List.of("active")));
            return true;
        });

        assertThat(refused(Failure.CORRUPT, () -> site.fleet.locate(request.graph())))
                .contains(request.graph().value());
        refused(Failure.CORRUPT, () -> site.fleet.locate(other.graph()));
        refused(Failure.CORRUPT, () -> site.fleet.allocate(request));
        site.store.transact(tx -> {
            tx.delete(Keys.placement(other.graph()));
            tx.put(Keys.placement(request.graph()), before.value());
            return true;
        });
    }

    /** A store whose transactions can read nothing. */
    private static Store failing(Store store) {
        return proxy(
                Store.class,
                store,
                (name, arguments) -> {
                    if (name.equals("transact") && arguments.length == 1) {
                        @SuppressWarnings("unchecked")
                        var function = (Function<Transaction, Object>) arguments[0];
                        return Optional.of(store.transact(tx -> function.apply(unreadable(tx))));
                    }
                    return Optional.empty();
                });
    }

    private static Transaction unreadable(Transaction tx) {
        return proxy(
                Transaction.class,
                tx,
                (name, _) -> {
                    if (List.of("get", "scan", "unchecked", "stream").contains(name)) {
                        throw HedgerowException.of(Failure.UNAVAILABLE);
                    }
                    return Optional.empty();
                });
    }

    private interface Interception {
        Optional<Object> call(String name, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T target, Interception interception) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            Optional<Object> answer =
                                    interception.call(method.getName(), arguments);
                            if (answer.isPresent()) {
                                return answer.get();
                            }
                            try {
                                return method.invoke(target, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }

    @Test
    void F13_placementIsExplainedWithoutAChange() {
        VolumeId idle = site.register(Site.SMALL);
        VolumeId second = site.attached(Site.SMALL, node);
        AllocateRequest request = site.request(Site.SMALL);
        site.fleet.allocate(site.request(Site.SMALL));

        Explanation explanation = site.fleet.explain(request);

        assertThat(explanation.considered()).isEqualTo(3);
        assertThat(explanation.candidates())
                .filteredOn(candidate -> candidate.volume().equals(idle))
                .extracting(Explanation.Candidate::verdict)
                .containsExactly(
                        new Explanation.Verdict.Rejected(
                                Explanation.Reason.NOT_ATTACHED, "it is available"));
        assertThat(explanation.chosen()).isPresent();
        assertThat(explanation.candidates().getFirst().volume())
                .isEqualTo(explanation.chosen().get());
        assertThat(site.fleet.allocate(request).volume()).isEqualTo(explanation.chosen().get());
        // the two in use share the load
        assertThat(List.of(volume, second))
                .allMatch(id -> site.fleet.graphsOn(id, Page.Request.FIRST).items().size() == 1);
    }

    @Test
    void noCapacitySaysWhatWouldHelp() {
        site.register(Site.LARGE);

        HedgerowException thrown =
                catchThrowableOfType(
                        HedgerowException.class,
                        () -> site.fleet.allocate(site.request(Site.LARGE)));

        assertThat(thrown.failure()).isEqualTo(Failure.NO_CAPACITY);
        assertThat(thrown).hasMessageContaining("attach it to an instance");
        assertThat(thrown.context())
                .containsEntry("considered", 1)
                .containsEntry("not_attached", 1)
                .containsEntry("tier", "large");
        var unknown = new AllocateRequest(Site.ANNA, site.ids.graph(), "huge", Optional.empty());
        assertThat(refused(Failure.INVALID_REQUEST, () -> site.fleet.allocate(unknown)))
                .contains("large", "small");
    }

    @Test
    void diskThatIsPromisedIsNotPromisedTwice() {
        Tier greedy = new Tier("greedy", 10, 1L << 20, 0);
        VolumeId only = site.attached(greedy, node);
        site.store.transact(tx -> {
            VolumeRows.space(tx, only, new VolumeSpace(100L << 20, 3L << 20));
            return true;
        });
        var fleet = new Fleet(site.store, site.world, List.of(greedy), site.volumes);
        AllocateRequest first = site.request(greedy);
        fleet.allocate(first);

        String sentence = refused(Failure.NO_CAPACITY, () -> fleet.allocate(site.request(greedy)));

        assertThat(sentence).contains("too_little_disk");
        site.store.transact(tx -> {
            fleet.advance(tx, first.graph(), PlacementState.CREATING);
            return fleet.advance(tx, first.graph(), PlacementState.ACTIVE);
        });
        fleet.allocate(site.request(greedy));
    }

    @Test
    void anAllocationJoinsTheCallersTransaction() {
        AllocateRequest request = site.request(Site.SMALL);

        assertThatThrownBy(() ->
                        site.store.transact(tx -> {
                            site.fleet.allocate(tx, request);
                            site.fleet.locate(tx, request.graph());
                            throw new Site.Killed(Steps.Allocate.COMMITTED);
                        }))
                .isInstanceOf(Site.Killed.class);

        refused(Failure.PLACEMENT_NOT_FOUND, () -> site.fleet.locate(request.graph()));
    }

    @Test
    void graphsOnAVolumeComeInPages() {
        var parent = site.request(Site.SMALL);
        site.fleet.allocate(parent);
        site.fleet.allocate(site.request(Site.SMALL));
        site.fleet.allocate(site.request(Site.SMALL).below(parent.graph()));
        var seen = new ArrayList<GraphId>();
        Optional<String> after = Optional.empty();
        do {
            var page = site.fleet.graphsOn(volume, new Page.Request(after, 1));
            page.items().forEach(placement -> seen.add(placement.graph()));
            after = page.next();
        } while (after.isPresent());

        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
        refused(
                Failure.INVALID_REQUEST,
                () -> site.fleet.graphsOn(volume, new Page.Request(Optional.of("x"), 1)));
    }

    @Test
    void onlyDeallocatingMakesATombstone() {
        AllocateRequest request = site.request(Site.SMALL);
        site.fleet.allocate(request);

        refused(
                Failure.WRONG_STATE,
                () ->
                        site.store.transact(tx ->
                                site.fleet.advance(tx, request.graph(), PlacementState.DELETING)));
        refused(
                Failure.WRONG_STATE,
                () ->
                        site.store.transact(tx ->
                                site.fleet.advance(tx, request.graph(), PlacementState.MOVING)));
    }
}
