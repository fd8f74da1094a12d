package dev.hedgerow.projection;

import static dev.hedgerow.projection.Site.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Folders;
import dev.hedgerow.fleet.LocalVolumes;
import dev.hedgerow.fleet.PlacementState;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GenerationsTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path root) {
        site = new Site(root);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Optional<Generation> active() {
        return site.generations.active(site.graph, "main");
    }

    private List<GenerationState> states() {
        return site.generations.list(site.graph).stream().map(Generation::state).toList();
    }

    @Test
    void aGenerationIsBuiltPromotedAndReplaced() {
        LockClaim claim = site.lock("op_1");
        assertThat(active()).isEmpty();

        Generation building =
                site.store.transact(tx -> site.generations.create(tx, claim, Site.SOURCE));
        assertThat(building.id().number()).isEqualTo(1);
        assertThat(site.fleet.locate(site.graph).state()).isEqualTo(PlacementState.CREATING);
        assertThat(active()).isEmpty();
        Generation ready =
                site.store.transact(tx ->
                        site.generations.ready(
                                tx, claim, building.id(), Site.CONTENT, Site.CONTENT));
        assertThat(ready.content()).contains(Site.CONTENT);
        site.store.transact(tx -> site.generations.promote(tx, claim, building.id()));
        assertThat(site.fleet.locate(site.graph).state()).isEqualTo(PlacementState.ACTIVE);

        Generation second = site.promoted(claim);
        Generation third = site.promoted(claim);

        assertThat(active()).contains(third);
        assertThat(states())
                .containsExactly(
                        GenerationState.ACTIVE, GenerationState.PREVIOUS, GenerationState.RETIRED);
        assertThat(site.state(second.id())).isEqualTo(GenerationState.PREVIOUS);
        assertThat(site.generations.history(site.graph))
                .extracting(GenerationEvent::kind)
                .contains(
                        GenerationEvent.Kind.CREATED,
                        GenerationEvent.Kind.READY,
                        GenerationEvent.Kind.PROMOTED,
                        GenerationEvent.Kind.RETIRED)
                .hasSize(10);
    }

    @Test
    void promotingTwiceIsHarmless() {
        LockClaim claim = site.lock("op_1");
        site.promoted(claim);
        Generation second = site.promoted(claim);

        site.store.transact(tx -> site.generations.promote(tx, claim, second.id()));

        assertThat(states()).containsExactly(GenerationState.ACTIVE, GenerationState.PREVIOUS);
    }

    @ParameterizedTest
    @EnumSource(Generations.Promotion.class)
    void P3_aKillInsideAPromotionLeavesTheOldGenerationServing(Generations.Promotion step) {
        LockClaim claim = site.lock("op_1");
        site.promoted(claim);
        Generation old = site.promoted(claim);
        GenerationId next = site.built(claim).id();
        Generations dying =
                site.generations(reached -> {
                    if (reached == step) {
                        throw new Site.Killed(step);
                    }
                });

        assertThatThrownBy(() -> site.store.transact(tx -> dying.promote(tx, claim, next)))
                .isInstanceOf(Site.Killed.class);
        site.crash(step.name().length());

        assertThat(active()).contains(old);
        assertThat(states())
                .containsExactly(
                        GenerationState.READY, GenerationState.ACTIVE, GenerationState.PREVIOUS);
        LockClaim resumed = site.lock("op_1");
        site.store.transact(tx -> site.generations.promote(tx, resumed, next));
        assertThat(active().orElseThrow().id()).isEqualTo(next);
    }

    @Test
    void P3_whatAKilledBuildLeftIsFoundAndFailed() {
        LockClaim first = site.lock("op_1");
        Generation serving = site.promoted(first);
        Generation left =
                site.store.transact(tx -> site.generations.create(tx, first, Site.SOURCE));
        Path folder = site.fleet.folder(site.fleet.locate(site.graph));
        Folders.make(serving.id().in(folder));
        Folders.make(left.id().in(folder));
        Folders.make(folder.resolve("77"));
        Folders.make(folder.resolve("notes"));

        assertThat(site.generations.strays(site.graph, folder))
                .containsExactly(new GenerationId(site.graph, 77));
        site.crash(3);
        site.locks.release(first);
        LockClaim second = site.lock("op_2");
        Generation next =
                site.store.transact(tx -> site.generations.create(tx, second, Site.SOURCE));

        assertThat(site.state(left.id())).isEqualTo(GenerationState.FAILED);
        assertThat(next.id().number()).isEqualTo(3);
        assertThat(active()).contains(serving);
    }

    @Test
    void aNumberIsNeverUsedAgain() {
        LockClaim claim = site.lock("op_1");
        site.promoted(claim);
        GenerationId second = site.promoted(claim).id();
        GenerationId third = site.promoted(claim).id();
        var first = new GenerationId(site.graph, 1);
        site.store.transact(tx -> {
            site.generations.removed(tx, first);
            site.generations.removed(tx, first);
            return true;
        });
        assertThat(site.generations.list(site.graph))
                .extracting(Generation::id)
                .containsExactly(third, second);
        refused(
                Failure.WRONG_STATE,
                () ->
                        site.store.transact(tx -> {
                            site.generations.removed(tx, second);
                            return true;
                        }));

        site.store.transact(tx -> {
            site.generations.forget(tx, site.graph);
            return true;
        });

        assertThat(active()).isEmpty();
        assertThat(site.generations.history(site.graph)).isEmpty();
        assertThat(site.built(claim).id().number()).isEqualTo(4);
    }

    @Test
    void rollbackServesThePreviousGenerationAndBack() {
        LockClaim claim = site.lock("op_1");
        Generation first = site.promoted(claim);
        refused(
                Failure.WRONG_STATE,
                () -> site.store.transact(tx -> site.generations.rollback(tx, claim, "main")));
        Generation second = site.promoted(claim);

        site.store.transact(tx -> site.generations.rollback(tx, claim, "main"));
        assertThat(active().orElseThrow().id()).isEqualTo(first.id());
        assertThat(site.state(second.id())).isEqualTo(GenerationState.PREVIOUS);

        site.store.transact(tx -> site.generations.rollback(tx, claim, "main"));
        assertThat(active().orElseThrow().id()).isEqualTo(second.id());
        assertThat(site.generations.history(site.graph).getFirst().kind())
                .isEqualTo(GenerationEvent.Kind.ROLLED_BACK);
    }

    @Test
    void P5_aGenerationWithOtherCountsOrSchemaIsNeverServed() {
        LockClaim claim = site.lock("op_1");
        Generation serving = site.promoted(claim);
        Generation wrong =
                site.store.transact(tx -> site.generations.create(tx, claim, Site.SOURCE));
        var found =
                new Content(
                        Site.COMMIT, 2, TypeCounts.of(Map.of("Airport", 3L, "City", 0L), Map.of()));

        HedgerowException thrown =
                refused(
                        Failure.PRECONDITION_FAILED,
                        () ->
                                site.store.transact(tx ->
                                        site.generations.ready(
                                                tx, claim, wrong.id(), Site.CONTENT, found)));
        assertThat(thrown.violations())
                .extracting(Violation::problem)
                .containsExactly(
                        "node type Airport: 2 expected, 3 found",
                        "edge type Route: 1 expected, 0 found",
                        "schema version: 1 expected, 2 found");
        refused(
                Failure.WRONG_STATE,
                () -> site.store.transact(tx -> site.generations.promote(tx, claim, wrong.id())));

        site.store.transact(tx -> site.generations.fail(tx, claim, wrong.id(), "two too many"));
        assertThat(active()).contains(serving);
        assertThat(site.store.transact(tx -> site.generations.find(tx, wrong.id())).standing())
                .extracting(Generation.Standing::reason)
                .isEqualTo(Optional.of("two too many"));
        refused(
                Failure.WRONG_STATE,
                () -> site.store.transact(tx -> site.generations.promote(tx, claim, wrong.id())));
        // kept until the next success, then given up
        site.promoted(claim);
        assertThat(site.state(wrong.id())).isEqualTo(GenerationState.RETIRED);
    }

    @Test
    void P5_countsOfAnotherCommitAreNoProof() {
        LockClaim claim = site.lock("op_1");
        Generation building =
                site.store.transact(tx -> site.generations.create(tx, claim, Site.SOURCE));
        var later = new Content(new Stamp(99L << 20), 1, Site.CONTENT.counts());

        refused(
                Failure.PRECONDITION_FAILED,
                () ->
                        site.store.transact(tx ->
                                site.generations.ready(
                                        tx, claim, building.id(), Site.CONTENT, later)));
    }

    @Test
    void aNodeWhoseVolumeWasTakenOverPromotesNothing(@TempDir Path unused) {
        LockClaim claim = site.lock("op_1");
        GenerationId id = site.built(claim).id();
        // another process of the instance attaches the volume again
        Fleet newer = new Fleet(site.store, site.world, List.of(Tier.STANDARD), site.volumes);
        var placement = site.fleet.locate(site.graph);
        newer.attach(
                placement.volume(),
                newer.instance(placement.route().host().orElseThrow().instance()));

        refused(
                Failure.STALE_EPOCH,
                () -> site.store.transact(tx -> site.generations.promote(tx, claim, id)));

        var taker = new Generations(site.store, site.world, newer, site.locks, Failpoints.none());
        site.store.transact(tx -> taker.promote(tx, claim, id));
        assertThat(active().orElseThrow().id()).isEqualTo(id);
        assertThat(site.volumes.name()).isEqualTo(LocalVolumes.NAME);
        assertThat(unused).isEmptyDirectory();
    }

    @Test
    void branchesAreServedApart() {
        LockClaim claim = site.lock("op_1");
        Generation main = site.promoted(claim);
        var source = new Source("draft", Site.COMMIT, 1, Site.SOURCE.engine());
        GenerationId draft =
                site.store.transact(tx -> site.generations.create(tx, claim, source)).id();
        site.store.transact(tx -> {
            site.generations.ready(tx, claim, draft, Site.CONTENT, Site.CONTENT);
            return site.generations.promote(tx, claim, draft);
        });

        assertThat(active()).contains(main);
        assertThat(site.generations.active(site.graph, "draft").orElseThrow().id())
                .isEqualTo(draft);
    }

    @Test
    void historyIsBounded() {
        LockClaim claim = site.lock("op_1");
        for (int i = 0; i < Generations.EVENTS_MAX / 2; i++) {
            site.promoted(claim);
        }

        assertThat(site.generations.history(site.graph)).hasSize(Generations.EVENTS_MAX);
        int stored =
                site.store
                        .transact(tx ->
                                tx.scan(Keys.events(site.graph), 1000, Reader.Direction.ASCENDING))
                        .size();
        assertThat(stored).isLessThan(Generations.EVENTS_MAX + 10);
    }
}
