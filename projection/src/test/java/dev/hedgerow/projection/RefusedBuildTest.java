package dev.hedgerow.projection;

import static dev.hedgerow.projection.LiveNode.PAIR;
import static dev.hedgerow.projection.LiveNode.seq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.Session;
import dev.hedgerow.fleet.Attachment;
import dev.hedgerow.fleet.VolumeDescription;
import dev.hedgerow.fleet.VolumeProvider;
import dev.hedgerow.fleet.VolumeSpace;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.operations.Fault;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.State;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds that must not serve, and builds that cannot be done. */
@Timeout(300)
class RefusedBuildTest {
    @TempDir Path root;

    /** Spoils the next build. */
    private static final class Spoiling implements TappedEngine.Tap {
        final AtomicReference<String> spoil = new AtomicReference<>("");

        @Override
        public void executed(Session session, String statement) {
            if (statement.startsWith("CREATE REL TABLE")) {
                String spoiling = spoil.getAndSet("");
                if (!spoiling.isEmpty()) {
                    session.execute(spoiling);
                }
            }
        }
    }

    private static Fault fault(Operation operation) {
        return operation.fault().orElseThrow();
    }

    @Test
    void P5_aGenerationWithOtherCountsThanItsCommitIsKeptAndNeverServed() {
        var spoiling = new Spoiling();
        try (var node = LiveNode.started(root, Hooks.tap(spoiling))) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            spoiling.spoil.set("MATCH (m:Mark {name: 'left'}) DELETE m");
            Operation first = node.ended(node.materialize(graph));
            assertThat(first.state()).isEqualTo(State.FAILED);
            assertThat(fault(first).code()).isEqualTo(Failure.PRECONDITION_FAILED);
            Site.refused(Failure.PROJECTION_NOT_FOUND, () -> node.ask(graph, PAIR));
            Freshness freshness = node.projections.freshness(graph);
            assertThat(freshness.state()).isEqualTo(Freshness.State.FAILED);
            assertThat(freshness.reason()).contains(fault(first).sentence());

            assertThat(node.built(graph)).isEqualTo(2);
            spoiling.spoil.set("CREATE (:Mark {name: 'third', seq: 1})");
            Operation third = node.ended(node.materialize(graph));
            assertThat(third.state()).isEqualTo(State.FAILED);
            Generation kept = node.generation(graph, 3);
            assertThat(kept.state()).isEqualTo(GenerationState.FAILED);
            assertThat(kept.standing().reason()).contains(fault(third).sentence());
            assertThat(node.folders(graph)).contains("2", "3");
            CypherAnswer answer = node.ask(graph, PAIR);
            assertThat(answer.generation().number()).isEqualTo(2);
            assertThat(node.built(graph)).isEqualTo(4);
            assertThat(node.folders(graph)).containsExactly("2", "4");
        }
    }

    /** A volume that has as much room as it is told. */
    private record Narrow(VolumeProvider inner, AtomicBoolean full) implements VolumeProvider {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public void create(VolumeId volume) {
            inner.create(volume);
        }

        @Override
        public Attachment attach(VolumeId volume, InstanceId instance, long epoch) {
            return inner.attach(volume, instance, epoch);
        }

        @Override
        public void detach(VolumeId volume, long epoch) {
            inner.detach(volume, epoch);
        }

        @Override
        public VolumeDescription describe(VolumeId volume) {
            return inner.describe(volume);
        }

        @Override
        public VolumeSpace space(VolumeId volume) {
            return full.get() ? new VolumeSpace(1L << 40, 1L << 20) : inner.space(volume);
        }

        @Override
        public List<VolumeId> volumes() {
            return inner.volumes();
        }

        @Override
        public void deleteIfEmpty(VolumeId volume) {
            inner.deleteIfEmpty(volume);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Test
    void P5_notEnoughDiskForASecondCopyIsFoundBeforeTheBuildStarts() {
        var full = new AtomicBoolean();
        var hooks =
                new Hooks(
                        Failpoints.none(),
                        TappedEngine.Tap.NONE,
                        volumes -> new Narrow(volumes, full));
        try (var node = LiveNode.started(root, hooks)) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            node.built(graph);
            full.set(true);
            OperationId build = node.materialize(graph);
            node.until("it fails", () -> node.operations.require(build).fault().isPresent());
            assertThat(fault(node.operations.require(build)).code()).isEqualTo(Failure.DISK_FULL);
            assertThat(node.folders(graph)).containsExactly("1");
            full.set(false);
            assertThat(node.ended(build).state()).isEqualTo(State.SUCCEEDED);
        }
    }

    @Test
    void P6_aFailingBuildIsTriedAgainIsVisibleAndBlocksNoOther() {
        var bad = new AtomicReference<>("none");
        var attempts = new AtomicInteger();
        var tap =
                new TappedEngine.Tap() {
                    @Override
                    public void opening(Path file) {
                        if (file.toString().contains(bad.get())) {
                            attempts.incrementAndGet();
                            throw HedgerowException.of(Failure.ENGINE_FAILED, "out of order");
                        }
                    }
                };
        try (var node = LiveNode.started(root, Hooks.tap(tap))) {
            GraphId failing = node.graph("failing", LiveNode.MARKS);
            GraphId other = node.graph("other", LiveNode.MARKS);
            node.mark(failing, 1);
            node.mark(other, 1);
            bad.set(failing.value());
            OperationId build = node.materialize(failing);
            node.until("it fails", () -> node.operations.require(build).fault().isPresent());
            Freshness freshness = node.projections.freshness(failing);
            assertThat(freshness.state()).isEqualTo(Freshness.State.REBUILDING);
            assertThat(freshness.reason()).contains("out of order");
            assertThat(node.generation(failing, 1).state()).isEqualTo(GenerationState.FAILED);

            node.built(other);
            assertThat(seq(node.ask(other, PAIR))).isEqualTo(1);
            node.until("it is tried again", () -> attempts.get() == 2);
            bad.set("none");
            assertThat(node.ended(build).state()).isEqualTo(State.SUCCEEDED);
            assertThat(attempts).hasValue(2);
            assertThat(seq(node.ask(failing, PAIR))).isEqualTo(1);
            assertThat(node.projections.freshness(failing).reason()).isEmpty();
        }
    }
}
