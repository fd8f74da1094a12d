package dev.hedgerow.fleet;

import static dev.hedgerow.fleet.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.VolumeId;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttachTest {
    private Site site;
    private Instance node;

    @BeforeEach
    void open(@TempDir Path root) {
        site = new Site(root);
        node = site.join();
    }

    @AfterEach
    void close() {
        Invariants.check(site.store);
        site.close();
    }

    private Fleet dying(Steps.Attach at) {
        return site.fleet(
                new Steps(
                        Failpoints.none(),
                        step -> {
                            if (step == at) {
                                throw new Site.Killed(step);
                            }
                        },
                        Failpoints.none()));
    }

    @Test
    void everyAttachRaisesTheEpochInRowAndManifest() {
        VolumeId volume = site.register(Site.SMALL);
        assertThat(site.volumes.describe(volume).epoch()).isZero();

        assertThat(site.fleet.attach(volume, node).epoch()).isEqualTo(1);
        assertThat(site.fleet.attach(volume, node).epoch()).isEqualTo(2);
        assertThat(site.volumes.describe(volume).epoch()).isEqualTo(2);
        assertThat(site.volumes.describe(volume).instance()).contains(node.id());

        assertThat(site.fleet.detach(volume, node).state()).isEqualTo(VolumeState.AVAILABLE);
        assertThat(site.fleet.detach(volume, node).state()).isEqualTo(VolumeState.AVAILABLE);
        assertThat(site.volumes.describe(volume).instance()).isEmpty();
        Instance other = site.join();
        assertThat(site.fleet.attach(volume, other).epoch()).isEqualTo(3);
        assertThat(refused(Failure.LOCKED, () -> site.fleet.attach(volume, node)))
                .contains(other.id().value());
    }

    @ParameterizedTest
    @EnumSource(Steps.Attach.class)
    void aKillBetweenTheStepsLeavesAnAttachableVolume(Steps.Attach step) {
        VolumeId volume = site.register(Site.SMALL);
        Fleet dying = dying(step);

        assertThatThrownBy(
                        () -> {
                            dying.attach(volume, node);
                            dying.detach(volume, node);
                        })
                .isInstanceOf(Site.Killed.class);
        site.crash(step.name().length());
        Invariants.check(site.store);

        Volume again = site.fleet.attach(volume, site.join(node.id()));
        assertThat(again.state()).isEqualTo(VolumeState.ATTACHED);
        assertThat(again.epoch()).isEqualTo(site.volumes.describe(volume).epoch());
    }

    @Test
    void aRestartedInstanceKeepsItsVolumesAndItsGraphs() {
        VolumeId volume = site.attached(Site.SMALL, node);
        AllocateRequest request = site.request(Site.SMALL);
        Placement before = site.fleet.allocate(request);

        site.crash(1);
        refused(Failure.STALE_EPOCH, () -> site.fleet.folder(before));
        Instance again = site.join(node.id());
        site.fleet.attach(volume, again);

        Placement after = site.fleet.locate(request.graph());
        assertThat(again.epoch()).isEqualTo(node.epoch() + 1);
        assertThat(after.route().epoch()).isEqualTo(before.route().epoch() + 1);
        assertThat(site.fleet.folder(after)).isNotNull();
        refused(Failure.STALE_EPOCH, () -> site.fleet.folder(before));
        refused(Failure.STALE_EPOCH, () -> site.fleet.attach(volume, node));
        refused(Failure.STALE_EPOCH, () -> site.fleet.detach(volume, node));
    }

    @Test
    void anAttachOvertakenByALaterOneIsRefused() {
        VolumeId volume = site.register(Site.SMALL);
        Fleet slow =
                site.fleet(
                        new Steps(
                                Failpoints.none(),
                                step -> {
                                    if (step == Steps.Attach.EPOCH_RAISED) {
                                        site.fleet.attach(volume, node);
                                    }
                                },
                                Failpoints.none()));

        refused(Failure.STALE_EPOCH, () -> slow.attach(volume, node));

        assertThat(site.fleet.volume(volume).epoch()).isEqualTo(2);
        assertThat(site.fleet.volume(volume).state()).isEqualTo(VolumeState.ATTACHED);
    }

    @Test
    void aClaimedVolumeIsForTheIntendedInstance() {
        VolumeId volume = site.register(Site.SMALL);
        Instance other = site.join();
        assertThat(site.fleet.claim(volume, node.id()).intended()).contains(node.id());
        site.fleet.claim(volume, node.id());

        refused(Failure.LOCKED, () -> site.fleet.claim(volume, other.id()));
        refused(Failure.LOCKED, () -> site.fleet.attach(volume, other));
        assertThat(site.fleet.attach(volume, node).intended()).isEmpty();
        refused(Failure.WRONG_STATE, () -> site.fleet.claim(volume, node.id()));
    }

    @Test
    void F8_aVolumeWithoutItsDiskIsNotMadeAnew(@TempDir Path elsewhere) {
        VolumeId volume = site.register(Site.SMALL);
        var moved =
                new Fleet(site.store, site.world, List.of(Site.SMALL), new LocalVolumes(elsewhere));
        moved.registerVolume(volume, Site.in(Site.SMALL));

        String sentence = refused(Failure.VOLUME_NOT_FOUND, () -> moved.attach(volume, node));

        assertThat(sentence).contains(elsewhere.toString(), "no empty one");
        assertThat(Folders.names(elsewhere)).isEmpty();
    }

    @Test
    void registeringAgainIsHarmless() {
        VolumeId volume = site.register(Site.SMALL);
        site.fleet.attach(volume, node);

        assertThat(site.fleet.registerVolume(volume, Site.in(Site.SMALL)).state())
                .isEqualTo(VolumeState.ATTACHED);
        refused(
                Failure.ALREADY_EXISTS,
                () -> site.fleet.registerVolume(volume, Site.in(Site.LARGE)));
        var foreign = new VolumeSpec("here", "small", "tape");
        refused(
                Failure.INVALID_REQUEST,
                () -> site.fleet.registerVolume(site.ids.volume(), foreign));
        refused(Failure.VOLUME_NOT_FOUND, () -> site.fleet.volume(site.ids.volume()));
    }

    @Test
    void F2_noneOneSeveralAndExpandingAreToldApart() {
        assertThat(site.fleet.volumesOf(node.id())).isEqualTo(new VolumesOf.None(node.id()));
        refused(Failure.VOLUME_NOT_FOUND, () -> site.fleet.volumesOf(node.id()).only());

        VolumeId first = site.attached(Site.SMALL, node);
        Volume volume = site.fleet.volume(first);
        assertThat(site.fleet.volumesOf(node.id())).isEqualTo(new VolumesOf.One(node.id(), volume));
        assertThat(site.fleet.volumesOf(node.id()).only()).isEqualTo(volume);

        site.fleet.expanding(first, true);
        assertThat(site.fleet.volumesOf(node.id())).isInstanceOf(VolumesOf.Expanding.class);
        assertThat(refused(Failure.WRONG_STATE, () -> site.fleet.volumesOf(node.id()).only()))
                .contains("expanded");
        assertThat(site.fleet.explain(site.request(Site.SMALL)).candidates().getFirst().verdict())
                .isInstanceOf(Explanation.Verdict.Rejected.class);

        VolumeId second = site.attached(Site.SMALL, node);
        assertThat(site.fleet.volumesOf(node.id())).isInstanceOf(VolumesOf.Several.class);
        assertThat(refused(Failure.WRONG_STATE, () -> site.fleet.volumesOf(node.id()).only()))
                .contains(first.value(), second.value());

        site.fleet.detach(first, node);
        assertThat(site.fleet.volumesOf(node.id()).only().id()).isEqualTo(second);
        assertThat(site.fleet.volumesOf(site.join().id()).all()).isEmpty();
    }

    @Test
    void F2_theVolumesOfAnInstanceAreAllPages() {
        List<VolumeId> ids = Stream.generate(site.ids::volume).limit(1100).toList();
        site.store.transact(tx -> {
            ids.forEach(id -> VolumeRows.put(tx, attachedRow(id)));
            return ids.size();
        });

        assertThat(site.fleet.volumesOf(node.id()).all())
                .extracting(Volume::id)
                .containsExactlyElementsOf(ids.stream().sorted().toList());
        assertThat(site.fleet.volumesOf(site.join().id()).all()).isEmpty();
        Page<Volume> first = site.fleet.volumes(Page.Request.first(1000));
        Page<Volume> second = site.fleet.volumes(new Page.Request(first.next(), 1000));
        assertThat(first.items()).isSortedAccordingTo(Comparator.comparing(Volume::id));
        assertThat(second.items()).hasSize(100);
        assertThat(second.next()).isEmpty();
    }

    private Volume attachedRow(VolumeId id) {
        return new Volume(
                id,
                Site.in(Site.SMALL),
                VolumeState.ATTACHED,
                false,
                Optional.of(node.id()),
                Optional.empty(),
                1);
    }
}
