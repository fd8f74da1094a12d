package dev.hedgerow.server.node;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Page;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.projection.Projections;
import dev.hedgerow.store.Backup;
import dev.hedgerow.store.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A data folder that was made of a backup. It has the truth and nothing else: at its first start
 * the node makes its volume anew and builds every generation again. The file {@code restored} says
 * that this is still to be done.
 */
public final class Restored {
    private static final String MARK = "restored";
    private static final int PAGE = 500;

    private final Path mark;

    Restored(Path data) {
        this.mark = data.resolve(MARK);
    }

    /**
     * Makes a data folder.
     *
     * @param data has nothing in it, or is not there
     * @throws HedgerowException NOT_FOUND when there is no completed backup, CORRUPT when it is not
     *     as it was written, ALREADY_EXISTS when something is in the data folder
     */
    public static Backup restore(Path backup, Path data) {
        try {
            Files.createDirectories(data);
            try (Stream<Path> content = Files.list(data)) {
                if (content.findAny().isPresent()) {
                    throw HedgerowException.of(
                            Failure.ALREADY_EXISTS,
                            "%s is not empty: a backup is restored into a folder of its own"
                                    .formatted(data));
                }
            }
            Backup found = Backups.restore(backup, data.resolve("store"));
            Files.writeString(data.resolve(MARK), "up to " + found.stamp() + "\n");
            return found;
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "%s cannot be made of a backup".formatted(data));
        }
    }

    /** Whether the volumes are still those of before. */
    boolean isDue() {
        return Files.exists(mark);
    }

    /** Builds again what answered queries; after a crash it is begun anew. */
    void rebuild(Volume volume, Fleet fleet, Projections projections) {
        Page.Request request = Page.Request.first(PAGE);
        while (true) {
            Page<Placement> page = fleet.graphsOn(volume.id(), request);
            page.items().forEach(placement -> rebuild(placement, projections));
            if (page.next().isEmpty()) {
                done();
                return;
            }
            request = new Page.Request(page.next(), PAGE);
        }
    }

    private static void rebuild(Placement placement, Projections projections) {
        GraphId graph = placement.graph();
        if (!projections.generations(graph).isEmpty()) {
            projections.forget(graph);
            var origin = Origin.of("restore", placement.owner().tenant());
            var _ = projections.materialize(graph, origin);
        }
    }

    private void done() {
        try {
            Files.delete(mark);
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "%s cannot be deleted".formatted(mark));
        }
    }
}
