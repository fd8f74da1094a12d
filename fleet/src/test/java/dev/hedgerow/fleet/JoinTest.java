package dev.hedgerow.fleet;

import static dev.hedgerow.fleet.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.store.KeyRange;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path root) {
        site = new Site(root);
    }

    @AfterEach
    void close() {
        Invariants.check(site.store);
        site.close();
    }

    @Test
    void joiningIsIdempotentForAnIncarnationAndRaisesTheEpochOfANewOne() {
        InstanceId id = site.ids.instance();
        Instance first = site.fleet.registerInstance(id, Site.spec("a:1"), "first");

        assertThat(first.state()).isEqualTo(InstanceState.JOINING);
        assertThat(site.fleet.registerInstance(id, Site.spec("a:1"), "first")).isEqualTo(first);
        Instance second = site.fleet.registerInstance(id, Site.spec("b:2"), "second");
        assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
        assertThat(site.fleet.instance(id).spec().address()).isEqualTo("b:2");
        refused(Failure.STALE_EPOCH, () -> site.fleet.heartbeat(first));
        refused(Failure.STALE_EPOCH, () -> site.fleet.ready(first));
        assertThat(site.fleet.ready(second).state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void aSilentInstanceIsLostAndReturnsWithItsNextBeat() {
        Instance silent = site.join();
        Instance alive = site.join();
        site.clock.passes(Fleet.SILENCE.plusSeconds(1));
        site.fleet.heartbeat(alive);

        assertThat(site.fleet.loseSilent(Fleet.SILENCE)).containsExactly(silent.id());
        assertThat(site.fleet.loseSilent(Fleet.SILENCE)).isEmpty();
        assertThat(site.fleet.instance(silent.id()).state()).isEqualTo(InstanceState.LOST);

        assertThat(site.fleet.heartbeat(silent).state()).isEqualTo(InstanceState.READY);
        assertThat(site.fleet.instance(silent.id()).state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void aPresentNodeBeatsUntilANewerIncarnationJoins() throws InterruptedException {
        InstanceId id = site.ids.instance();
        Instance node = site.join(id);
        Instance newer = site.fleet.registerInstance(id, Site.spec("b:2"), "newer");
        var deposed = new CountDownLatch(1);

        try (var presence = site.fleet.present(node, deposed::countDown)) {
            deposed.await();
            assertThat(presence.trouble()).isPresent();
        }
        var never = new CountDownLatch(1);
        var spaceBefore = site.attached(Site.SMALL, site.join());
        site.store.transact(tx -> {
            tx.delete(Keys.space(spaceBefore));
            return true;
        });
        try (var _ = site.fleet.present(newer, never::countDown);
                var watch = site.store.watch(KeyRange.single(Keys.space(spaceBefore)))) {
            while (site.store.transact(tx -> VolumeRows.space(tx, spaceBefore)).isEmpty()) {
                watch.await(Fleet.BEAT);
            }
        }
        assertThat(never.getCount()).isEqualTo(1);
    }

    @Test
    void aLostInstanceIsNoRoute() {
        Instance node = site.join();
        site.attached(Site.SMALL, node);
        AllocateRequest request = site.request(Site.SMALL);
        site.fleet.allocate(request);
        site.clock.passes(Fleet.SILENCE.plusSeconds(1));
        site.fleet.loseSilent(Fleet.SILENCE);

        assertThat(site.fleet.locate(request.graph()).route().host()).isEmpty();
        refused(Failure.NO_CAPACITY, () -> site.fleet.allocate(site.request(Site.SMALL)));
    }

    @Test
    void aCordonedInstanceStaysSoWhenItJoinsAgain() {
        Instance node = site.join();
        site.fleet.cordon(node.id());
        site.fleet.cordon(node.id());

        assertThat(site.join(node.id()).state()).isEqualTo(InstanceState.CORDONED);
        assertThat(site.fleet.uncordon(node.id()).state()).isEqualTo(InstanceState.READY);
        refused(Failure.INSTANCE_NOT_FOUND, () -> site.fleet.cordon(site.ids.instance()));
    }

    @Test
    void instancesComeInPages() {
        Instance first = site.join();
        Instance second = site.join();

        Page<Instance> page = site.fleet.instances(Page.Request.first(1));
        Page<Instance> rest = site.fleet.instances(new Page.Request(page.next(), 10));

        assertThat(page.items()).hasSize(1);
        assertThat(rest.items()).hasSize(1);
        assertThat(rest.next()).isEmpty();
        assertThat(Stream.of(page, rest).flatMap(p -> p.items().stream()))
                .extracting(Instance::id)
                .containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void whatAnInstanceSaysAboutItselfIsKept() {
        var spec =
                new InstanceSpec(
                        "host:1",
                        "zone-a",
                        "large",
                        new Capacity(7, 8, 9),
                        Map.of("rack", "12", "arch", "x86-64"));
        InstanceId id = site.ids.instance();
        site.fleet.registerInstance(id, Site.spec("host:1"), "one");
        site.fleet.registerInstance(id, spec, "two");

        assertThat(site.fleet.instance(id).spec()).isEqualTo(spec);
        refused(
                Failure.INVALID_REQUEST,
                () -> new InstanceSpec("h:1", "Zone A", "t", new Capacity(1, 1, 1), Map.of()));
        refused(Failure.INVALID_REQUEST, () -> new Tier("t", 0, 1, 1));
        refused(Failure.INVALID_REQUEST, () -> new Tier("t", 1, 0, 1));
        refused(Failure.INVALID_REQUEST, () -> new Owner("", "x"));
    }
}
