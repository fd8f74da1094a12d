package dev.hedgerow.projection.serve;

import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.CommitChanges;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.projection.apply.Fold;
import dev.hedgerow.projection.build.Tables;
import dev.hedgerow.store.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one served database in step with a branch: waits for the head to move, reads the feed from
 * the applied commit, and applies whole commits, many at a time when it is behind. A failure is
 * kept for who asks about freshness, and tried again with a growing pause.
 */
final class Follower {
    /** Commits folded into one transaction of the engine, at most. */
    private static final int COMMITS_MAX = 512;

    /** Changed entities after which a transaction of the engine ends. */
    private static final int CHANGES_MAX = 2_000;

    private static final Duration IDLE = Duration.ofSeconds(5);

    /** How many times as long as it has worked it rests, while nobody waits for it. */
    private static final int REST = 3;

    private static final Duration REST_MAX = Duration.ofMillis(10);
    private static final Duration PAUSE_MIN = Duration.ofMillis(50);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(Follower.class.getName());

    private final Graph graph;
    private final String branch;
    private final ServedDatabase database;
    private final World world;
    private Schema schema;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();
    private Duration pause = PAUSE_MIN;

    /** Commits that are folded; fewer where their values are too large for the engine together. */
    private int commitsMax = COMMITS_MAX;

    private volatile boolean stopped;
    private volatile Store.@Nullable Watch watch;
    private volatile Optional<HedgerowException> trouble = Optional.empty();

    /**
     * @param schemaVersion of the schema that the database was built with
     */
    Follower(Graph graph, String branch, long schemaVersion, ServedDatabase database, World world) {
        this.graph = graph;
        this.branch = branch;
        this.database = database;
        this.world = world;
        this.schema = graph.schema(Math.toIntExact(schemaVersion));
    }

    void start() {
        world.threads().start("follow-" + graph.id(), this::run);
    }

    /** Why it is not getting on, as long as it is not. */
    Optional<HedgerowException> trouble() {
        return trouble;
    }

    /** Whether it can never get on; other trouble passes, or so it may. */
    boolean isOutgrown() {
        return trouble.filter(known -> known.failure() == Failure.WRONG_STATE).isPresent();
    }

    /** Ends it and waits until it touches the database no more. */
    void stop() {
        stopped = true;
        lock.lock();
        try {
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
        Store.Watch waiting = watch;
        if (waiting != null) {
            waiting.close();
        }
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                HedgerowException problem = follow();
                trouble = Optional.ofNullable(problem);
                if (problem != null) {
                    if (problem.failure() == Failure.GRAPH_NOT_FOUND
                            || problem.failure() == Failure.SHUTTING_DOWN) {
                        return;
                    }
                    pause();
                }
            }
        } finally {
            ended.countDown();
        }
    }

    /** Follows until it is stopped, or until it cannot and says why. */
    private @Nullable HedgerowException follow() {
        try (var waiting = graph.watch(branch)) {
            watch = waiting;
            while (!stopped) {
                long begun = world.clock().nanos();
                switch (catchUp()) {
                    case NONE -> waiting.await(IDLE);
                    case SOME -> {}
                    case ALL -> rest(Duration.ofNanos(world.clock().nanos() - begun));
                }
            }
            return null;
        } catch (HedgerowException e) {
            return e;
        } catch (RuntimeException e) {
            return HedgerowException.causedBy(
                    e, Failure.INTERNAL, "Commits cannot be applied: " + e);
        }
    }

    /**
     * Leaves the processors to others for a while: each commit by itself costs many times what it
     * does among others.
     */
    private void rest(Duration worked) {
        Duration wanted = worked.multipliedBy(REST);
        database.rest(wanted.compareTo(REST_MAX) < 0 ? wanted : REST_MAX);
    }

    private void pause() {
        Deadline deadline = world.clock().deadline(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
        lock.lock();
        try {
            while (!stopped && !deadline.passed(world.clock())) {
                world.clock().await(lock, stopping, deadline.left(world.clock()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many of the commits that there are have been applied. */
    private enum Applied {
        NONE,
        SOME,
        ALL
    }

    /** Applies the next commits. */
    private Applied catchUp() {
        database.settle();
        List<CommitChanges> commits = graph.feed(branch, database.applied(), commitsMax);
        if (commits.isEmpty()) {
            trouble = Optional.empty();
            return Applied.NONE;
        }
        var fold = new Fold(schema);
        Stamp last = database.applied();
        int folded = 0;
        for (CommitChanges commit : commits) {
            if (!commit.complete()) {
                if (!last.equals(database.applied())) {
                    break;
                }
                throw HedgerowException.of(
                        Failure.WRONG_STATE,
                        "%s changed %,d rows, which are not followed one by one: a new generation is needed"
                                .formatted(commit.commit().id(), commit.commit().counts().total()));
            }
            if (commit.commit().schemaVersion() != schema.version()) {
                if (!last.equals(database.applied())) {
                    break;
                }
                fold = follow(commit.commit());
            }
            fold.add(commit);
            last = commit.commit().id();
            folded++;
            if (fold.size() >= CHANGES_MAX) {
                break;
            }
        }
        int asked = commitsMax;
        if (!apply(fold, last, folded)) {
            return Applied.SOME;
        }
        trouble = Optional.empty();
        pause = PAUSE_MIN;
        database.relieve();
        boolean all = commits.size() < asked && last.equals(commits.getLast().commit().id());
        return all ? Applied.ALL : Applied.SOME;
    }

    /**
     * Applies the fold; false when it is too large and fewer commits are to be tried. What fails
     * otherwise for many rows at a time may do for one after the other.
     */
    private boolean apply(Fold fold, Stamp last, int folded) {
        try {
            database.apply(fold.statements(), last);
            commitsMax = Math.min(COMMITS_MAX, 2 * commitsMax);
        } catch (HedgerowException e) {
            if (e.failure() == Failure.LIMIT_EXCEEDED && folded > 1) {
                commitsMax = folded / 2;
                return false;
            }
            LOG.log(Level.DEBUG, "applying one row at a time", e);
            database.apply(fold.singleStatements(), last);
        }
        return true;
    }

    /** The database has the tables of the schema it was built with; a build makes new ones. */
    private Fold follow(Commit commit) {
        Schema next = graph.schema(commit.schemaVersion());
        if (!Tables.areSame(schema, next)) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "The schema has changed with %s, from version %d to %d: a new generation is needed"
                            .formatted(commit.id(), schema.version(), next.version()));
        }
        schema = next;
        return new Fold(schema);
    }
}
