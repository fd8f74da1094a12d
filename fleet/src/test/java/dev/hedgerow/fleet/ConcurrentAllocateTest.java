package dev.hedgerow.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.VolumeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentAllocateTest {
    private static final int THREADS = 8;
    private static final int OPERATIONS = 80;
    private static final int SLOTS = 12;

    private final Tier tier = new Tier("crowded", SLOTS, 1, 0);
    private final Set<GraphId> added = new ConcurrentSkipListSet<>();
    private final Set<GraphId> removed = new ConcurrentSkipListSet<>();

    @Test
    void F3_concurrentAddAndRemoveLoseNothing(@TempDir Path root) throws Exception {
        long seed = new Random().nextLong();
        try (var site = new Site(root)) {
            var fleet = new Fleet(site.store, site.world, List.of(tier), site.volumes);
            Instance node = site.join();
            VolumeId volume = fleet.attach(site.register(tier), node).id();
            List<GraphId> graphs = Stream.generate(site.ids::graph).limit(150).toList();

            run(fleet, volume, graphs, seed);

            Invariants.check(site.store);
            assertThat(added).as("seed %d", seed).isNotEmpty().containsAll(removed);
            for (GraphId graph : graphs) {
                var row = site.store.transact(tx -> PlacementRows.find(tx, graph));
                assertThat(row.isPresent()).as("seed %d", seed).isEqualTo(added.contains(graph));
                row.ifPresent(found ->
                        assertThat(found.state().tombstone())
                                .as("seed %d, %s", seed, graph)
                                .isEqualTo(removed.contains(graph)));
            }
            List<GraphId> live = added.stream().filter(graph -> !removed.contains(graph)).toList();
            assertThat(fleet.graphsOn(volume, Page.Request.first(1000)).items())
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(SLOTS)
                    .extracting(Placement::graph)
                    .containsExactlyElementsOf(live);
        }
    }

    private void run(Fleet fleet, VolumeId volume, List<GraphId> graphs, long seed)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                var random = new Random(seed + i);
                running.add(
                        threads.submit(() -> {
                            for (int j = 0; j < OPERATIONS; j++) {
                                step(fleet, volume, random, graphs);
                            }
                        }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private void step(Fleet fleet, VolumeId volume, Random random, List<GraphId> graphs) {
        GraphId graph = graphs.get(random.nextInt(graphs.size()));
        try {
            if (random.nextBoolean()) {
                patiently(() -> fleet.allocate(AllocateRequest.of(Site.ANNA, graph, tier)));
                added.add(graph);
                assertThat(fleet.graphsOn(volume, Page.Request.first(1000)).items())
                        .hasSizeLessThanOrEqualTo(SLOTS);
            } else {
                patiently(() -> fleet.deallocate(graph));
                removed.add(graph);
                patiently(() -> fleet.clear(graph));
            }
        } catch (HedgerowException e) {
            assertThat(e.failure())
                    .as(e.getMessage())
                    .isIn(Failure.NO_CAPACITY, Failure.PLACEMENT_NOT_FOUND, Failure.WRONG_STATE);
        }
    }

    /** Where all others are faster for as long as a transaction may take, nothing was written. */
    private static void patiently(Runnable act) {
        while (true) {
            try {
                act.run();
                return;
            } catch (HedgerowException e) {
                if (e.failure() != Failure.DEADLINE_EXCEEDED) {
                    throw e;
                }
            }
        }
    }
}
