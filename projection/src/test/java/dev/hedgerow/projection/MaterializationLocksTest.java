package dev.hedgerow.projection;

import static dev.hedgerow.projection.Site.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Store;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MaterializationLocksTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path root) {
        site = new Site(root);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static void afterTheLease(Site site) {
        site.clock.passes(MaterializationLocks.LEASE.plusMillis(1));
    }

    @Test
    void P4_theHolderIsNotBlockedByItselfAndOthersAre() {
        LockClaim claim = site.lock("anna");

        LockClaim joined =
                site.store.transact(tx -> site.locks.join(tx, site.graph, claim.token()));

        assertThat(joined).isEqualTo(claim);
        HedgerowException thrown = refused(Failure.LOCKED, () -> site.lock("bert"));
        assertThat(thrown).hasMessageContaining("anna");
        refused(
                Failure.LOCKED,
                () -> site.store.transact(tx -> site.locks.join(tx, site.graph, "guess")));
        assertThat(site.promoted(joined).state()).isEqualTo(GenerationState.ACTIVE);
        assertThat(claim.toString()).doesNotContain(claim.token());
    }

    @Test
    void P4_aLockThatExpiredCannotPromote() {
        LockClaim old = site.lock("anna");
        GenerationId id = site.built(old).id();
        afterTheLease(site);

        refused(
                Failure.STALE_EPOCH,
                () -> site.store.transact(tx -> site.generations.promote(tx, old, id)));
        refused(Failure.STALE_EPOCH, () -> site.locks.renew(old, MaterializationLocks.LEASE));
        refused(
                Failure.STALE_EPOCH,
                () -> site.store.transact(tx -> site.locks.join(tx, site.graph, old.token())));
        LockClaim taken = site.lock("bert");
        assertThat(taken.fence()).isGreaterThan(old.fence());
        refused(
                Failure.STALE_EPOCH,
                () -> site.store.transact(tx -> site.generations.promote(tx, old, id)));
        refused(
                Failure.STALE_EPOCH,
                () -> site.store.transact(tx -> site.generations.create(tx, old, Site.SOURCE)));
        refused(
                Failure.STALE_EPOCH,
                () -> site.store.transact(tx -> site.generations.fail(tx, old, id, "x")));
        refused(
                Failure.STALE_EPOCH,
                () -> site.store.transact(tx -> site.generations.rollback(tx, old, "main")));
        site.locks.release(old);
        assertThat(site.locks.inspect(site.graph)).isPresent();
    }

    @Test
    void P4_aLockTakenInTheMiddleOfAPromotionStopsIt() {
        LockClaim old = site.lock("anna");
        GenerationId id = site.built(old).id();
        var overtaken = new boolean[1];
        Generations slow =
                site.generations(step -> {
                    if (step == Generations.Promotion.RECORDED && !overtaken[0]) {
                        overtaken[0] = true;
                        site.locks.breakLock(site.graph, "operator", "it hangs");
                        site.lock("bert");
                    }
                });

        refused(Failure.STALE_EPOCH, () -> site.store.transact(tx -> slow.promote(tx, old, id)));

        assertThat(site.generations.active(site.graph, "main")).isEmpty();
    }

    @Test
    void P4_anOperationThatResumesTakesItsOwnLockOver() {
        LockClaim before = site.lock("op_1");
        GenerationId id = site.built(before).id();
        site.crash(7);

        LockClaim after = site.lock("op_1");

        assertThat(after.fence()).isEqualTo(before.fence() + 1);
        refused(
                Failure.STALE_EPOCH,
                () -> site.store.transact(tx -> site.generations.promote(tx, before, id)));
        site.store.transact(tx -> site.generations.promote(tx, after, id));
    }

    @Test
    @Timeout(300)
    void P4_aLongBuildKeepsItsLockAndACrashedOneLosesIt() {
        Duration lease = MaterializationLocks.LEASE;
        LockClaim claim = site.lock("op_1");
        try (HeldLock held = site.locks.hold(claim, lease)) {
            for (int i = 0; i < 12; i++) {
                site.clock.passes(lease.dividedBy(3));
                eventually(() -> until().equals(site.clock.instant().plus(lease)));
                held.check();
            }
            refused(Failure.LOCKED, () -> site.lock("op_2"));
        }
        assertThat(site.locks.inspect(site.graph)).isEmpty();

        LockClaim crashed = site.lock("op_3");
        afterTheLease(site);
        assertThat(site.locks.inspect(site.graph)).isEmpty();
        assertThat(site.lock("op_4").fence()).isEqualTo(crashed.fence() + 1);
    }

    /** Ends with the test's timeout, which interrupts. */
    private static void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }

    private Instant until() {
        return site.locks.inspect(site.graph).orElseThrow().until();
    }

    @Test
    @Timeout(300)
    void P4_aBrokenLockIsSeenByItsHolder() {
        LockClaim claim = site.lock("op_1");
        try (HeldLock held = site.locks.hold(claim, MaterializationLocks.LEASE)) {
            assertThat(site.locks.breakLock(site.graph, "operator", "it hangs")).isPresent();
            assertThat(site.locks.breakLock(site.graph, "operator", "it hangs")).isEmpty();
            held.check();
            site.clock.passes(MaterializationLocks.LEASE.dividedBy(3));
            eventually(() -> lost(held));
            site.lock("op_2");
        }
        assertThat(site.locks.inspect(site.graph).orElseThrow().holder()).isEqualTo("op_2");
        assertThat(site.generations.history(site.graph).getFirst())
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(GenerationEvent.Kind.LOCK_BROKEN);
                    assertThat(event.by()).isEqualTo("operator");
                    assertThat(event.detail()).contains("op_1", "it hangs");
                });
    }

    private static boolean lost(HeldLock held) {
        try {
            held.check();
            return false;
        } catch (HedgerowException e) {
            return e.failure() == Failure.STALE_EPOCH;
        }
    }

    @Test
    void P4_aStoreThatIsDownIsNotAnAnswer() {
        LockClaim claim = site.lock("anna");
        Store down =
                (Store)
                        Proxy.newProxyInstance(
                                Store.class.getClassLoader(),
                                new Class<?>[] {Store.class},
                                (_, _, _) -> {
                                    throw HedgerowException.of(Failure.UNAVAILABLE);
                                });
        var locks = new MaterializationLocks(down, site.world);

        refused(
                Failure.UNAVAILABLE,
                () -> locks.acquire(site.graph, "bert", Duration.ofSeconds(1)));
        refused(Failure.UNAVAILABLE, () -> locks.inspect(site.graph));
        refused(Failure.UNAVAILABLE, () -> locks.renew(claim, Duration.ofSeconds(1)));
    }

    @Test
    void leasesAndHoldersAreBounded() {
        refused(
                Failure.INVALID_REQUEST,
                () -> site.locks.acquire(site.graph, "anna", Duration.ZERO));
        refused(
                Failure.INVALID_REQUEST,
                () -> site.locks.acquire(site.graph, "anna", Duration.ofDays(1)));
        refused(
                Failure.INVALID_REQUEST,
                () -> site.locks.acquire(site.graph, " ", Duration.ofSeconds(1)));
    }
}
