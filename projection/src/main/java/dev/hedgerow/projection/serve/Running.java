package dev.hedgerow.projection.serve;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.time.Duration;
import java.util.Map;

/** An open generation and what keeps it in step. */
final class Running {
    private static final Duration LOOK = Duration.ofMillis(100);

    final Serving.Source source;
    final long generation;
    final Schema schema;
    final ServedDatabase database;
    final Follower follower;

    private Running(Serving.Source source, ServedDatabase database, Follower follower) {
        this.source = source;
        this.generation = source.generation();
        this.schema = source.graph().schema(Math.toIntExact(source.schemaVersion()));
        this.database = database;
        this.follower = follower;
    }

    /** Begins to follow the branch with an open database. */
    static Running follow(Serving.Source source, ServedDatabase database, World world) {
        Graph graph = source.graph();
        var follower = new Follower(graph, Branch.MAIN, source.schemaVersion(), database, world);
        follower.start();
        return new Running(source, database, follower);
    }

    Serving.Open open() {
        return new Serving.Open(generation, schema, database, follower.trouble());
    }

    HedgerowException behind(Stamp wanted) {
        Stamp applied = database.applied();
        String why =
                follower.trouble()
                        .map(trouble -> ": " + trouble.getMessage())
                        .orElse("; try again");
        return HedgerowException.of(
                Failure.BEHIND,
                "The projection is at %s and has not reached %s in time%s"
                        .formatted(applied, wanted, why),
                Map.of("applied", applied.toString(), "wanted", wanted.toString()));
    }

    /** Waits for the commit to be applied, unless it needs tables that the database has not. */
    void catchUp(Stamp wanted, Deadline deadline, Clock clock) {
        while (wanted.isAfter(database.applied())
                && !follower.isOutgrown()
                && !deadline.passed(clock)) {
            database.await(wanted, clock.deadline(LOOK).min(deadline));
        }
    }
}
