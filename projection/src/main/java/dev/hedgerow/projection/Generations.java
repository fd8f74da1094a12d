package dev.hedgerow.projection;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Folders;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.fleet.PlacementState;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of generations. A build creates one, makes it ready and promotes it, each in a
 * transaction that it may share with a step of its operation; all of them need the graph's lock.
 * Reading them needs nothing.
 */
public final class Generations {
    /** Events kept for a graph. */
    public static final int EVENTS_MAX = 200;

    private final Store store;
    private final Clock clock;
    private final Fleet fleet;
    private final MaterializationLocks locks;
    private final Events events;
    private final Failpoints<Promotion> steps;

    /** The places inside a promotion where it may be cut off. */
    enum Promotion {
        PREVIOUS_RETIRED,
        ACTIVE_STEPPED_BACK,
        PROMOTED,
        RECORDED
    }

    public Generations(Store store, World world, Fleet fleet, MaterializationLocks locks) {
        this(store, world, fleet, locks, Failpoints.none());
    }

    Generations(
            Store store,
            World world,
            Fleet fleet,
            MaterializationLocks locks,
            Failpoints<Promotion> steps) {
        this.store = store;
        this.clock = world.clock();
        this.fleet = fleet;
        this.locks = locks;
        this.events = new Events(clock, EVENTS_MAX);
        this.steps = steps;
    }

    /**
     * Begins a generation where the graph is placed now. What earlier holders of the lock left
     * unfinished for the branch has failed.
     *
     * @throws HedgerowException STALE_EPOCH when the lock is not held any more, or the volume not
     *     attached here; PLACEMENT_NOT_FOUND when the graph has no placement
     */
    public Generation create(Transaction tx, LockClaim claim, Source source) {
        locks.check(tx, claim);
        Placement placement = here(tx, claim.graph());
        Instant now = Rows.now(clock);
        giveUpEarlier(tx, claim, source.branch());
        var standing = new Generation.Standing(GenerationState.BUILDING, now, Optional.empty());
        var generation =
                new Generation(
                        GenerationRows.next(tx, claim.graph()),
                        source,
                        Place.of(placement),
                        standing,
                        Optional.empty(),
                        now);
        if (placement.state() == PlacementState.RESERVED) {
            fleet.advance(tx, claim.graph(), PlacementState.CREATING);
        }
        record(tx, generation, GenerationEvent.Kind.CREATED, claim.holder());
        return GenerationRows.put(tx, generation);
    }

    /** Of the failed ones the newest is kept for inspection, so that many fill no disk. */
    private void giveUpEarlier(Transaction tx, LockClaim claim, String branch) {
        boolean kept = false;
        for (Generation left : GenerationRows.all(tx, claim.graph()).reversed()) {
            if (!left.source().branch().equals(branch)) {
                continue;
            }
            if (left.state().unfinished()) {
                fail(tx, left, "left unfinished; its builder is gone", claim.holder());
                kept = true;
            } else if (left.state() == GenerationState.FAILED) {
                if (kept) {
                    retire(tx, left, claim.holder());
                }
                kept = true;
            }
        }
    }

    /**
     * A generation is built, and holds what its commit does.
     *
     * @param expected as the truth tells it
     * @param found as counted in the database
     * @throws HedgerowException PRECONDITION_FAILED when they differ, naming each type; the
     *     generation is to be {@linkplain #fail failed} then
     */
    public Generation ready(
            Transaction tx, LockClaim claim, GenerationId id, Content expected, Content found) {
        locks.check(tx, claim);
        Generation generation = GenerationRows.require(tx, id);
        if (generation.state() == GenerationState.READY) {
            return generation;
        }
        refuseDifference(id, expected, found);
        record(tx, generation, GenerationEvent.Kind.READY, claim.holder());
        return GenerationRows.put(tx, generation.ready(found, Rows.now(clock)));
    }

    private static void refuseDifference(GenerationId id, Content expected, Content found) {
        var differences = new ArrayList<String>(expected.counts().differences(found.counts()));
        if (expected.schemaVersion() != found.schemaVersion()) {
            differences.add(
                    "schema version: %d expected, %d found"
                            .formatted(expected.schemaVersion(), found.schemaVersion()));
        }
        if (!expected.commit().equals(found.commit())) {
            differences.add(
                    "commit: %s expected, %s found".formatted(expected.commit(), found.commit()));
        }
        if (!differences.isEmpty()) {
            throw HedgerowException.refused(
                    Failure.PRECONDITION_FAILED,
                    ("generation %s does not hold what commit %s "
                                    + "does; it is not served, build it again")
                            .formatted(id, expected.commit()),
                    differences.stream()
                            .map(difference -> new Violation(id.toString(), difference))
                            .toList());
        }
    }

    /**
     * Makes a ready generation the active one, and the active one the previous; finishing what is
     * finished already is harmless.
     *
     * @throws HedgerowException STALE_EPOCH when the lock is not held any more, the graph has
     *     moved, or the volume is not attached here; WRONG_STATE when it is not ready
     */
    public Generation promote(Transaction tx, LockClaim claim, GenerationId id) {
        locks.check(tx, claim);
        Generation generation = GenerationRows.require(tx, id);
        refuseElsewhere(tx, generation);
        if (generation.state() == GenerationState.ACTIVE) {
            return generation;
        }
        Instant now = Rows.now(clock);
        Generation promoted = generation.in(GenerationState.ACTIVE, now);
        String branch = generation.source().branch();
        Optional<Generation> active = GenerationRows.active(tx, id.graph(), branch);
        for (Generation old : GenerationRows.all(tx, id.graph())) {
            boolean superseded =
                    old.state() == GenerationState.PREVIOUS
                            || old.state() == GenerationState.FAILED;
            if (superseded && old.source().branch().equals(branch)) {
                retire(tx, old, claim.holder());
            }
        }
        steps.reached(Promotion.PREVIOUS_RETIRED);
        active.ifPresent(old -> GenerationRows.put(tx, old.in(GenerationState.PREVIOUS, now)));
        steps.reached(Promotion.ACTIVE_STEPPED_BACK);
        GenerationRows.put(tx, promoted);
        if (fleet.locate(tx, id.graph()).state() == PlacementState.CREATING) {
            fleet.advance(tx, id.graph(), PlacementState.ACTIVE);
        }
        steps.reached(Promotion.PROMOTED);
        record(tx, generation, GenerationEvent.Kind.PROMOTED, claim.holder());
        steps.reached(Promotion.RECORDED);
        return promoted;
    }

    /**
     * The previous generation serves again, and the active one becomes the previous: twice is back
     * to where it was.
     *
     * @throws HedgerowException WRONG_STATE when there is no previous one; STALE_EPOCH as for
     *     {@link #promote}
     */
    public Generation rollback(Transaction tx, LockClaim claim, String branch) {
        locks.check(tx, claim);
        GraphId graph = claim.graph();
        Generation previous =
                GenerationRows.all(tx, graph).stream()
                        .filter(each -> each.state() == GenerationState.PREVIOUS)
                        .filter(each -> each.source().branch().equals(branch))
                        .findFirst()
                        .orElseThrow(() ->
                                HedgerowException.of(
                                        Failure.WRONG_STATE,
                                        "The graph has no previous generation to go back to:"
                                                + " materialise it again instead"));
        refuseElsewhere(tx, previous);
        Instant now = Rows.now(clock);
        GenerationRows.active(tx, graph, branch)
                .ifPresent(old -> GenerationRows.put(tx, old.in(GenerationState.PREVIOUS, now)));
        record(tx, previous, GenerationEvent.Kind.ROLLED_BACK, claim.holder());
        return GenerationRows.put(tx, previous.in(GenerationState.ACTIVE, now));
    }

    /** A generation that is building or ready will never serve; it is kept for inspection. */
    public Generation fail(Transaction tx, LockClaim claim, GenerationId id, String reason) {
        locks.check(tx, claim);
        Generation generation = GenerationRows.require(tx, id);
        return generation.state() == GenerationState.FAILED
                ? generation
                : fail(tx, generation, reason, claim.holder());
    }

    /**
     * Gives up a previous or failed generation, so that its files may be removed.
     *
     * @param by who wants it, for the history
     */
    public Generation retire(Transaction tx, GenerationId id, String by) {
        Generation generation = GenerationRows.require(tx, id);
        return generation.state() == GenerationState.RETIRED
                ? generation
                : retire(tx, generation, by);
    }

    /** The files of a retired generation are gone: its row goes too; harmless again. */
    public void removed(Transaction tx, GenerationId id) {
        Optional<Generation> generation = GenerationRows.find(tx, id);
        if (generation.isPresent()) {
            if (generation.get().state() != GenerationState.RETIRED) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE,
                        "generation %s is %s; only a retired one is removed"
                                .formatted(id, Rows.name(generation.get().state())));
            }
            tx.delete(Keys.generation(id));
        }
    }

    /** The graph is deleted: everything about its generations goes, except the lock's fence. */
    public void forget(Transaction tx, GraphId graph) {
        tx.deleteRange(Keys.generations(graph));
        tx.deleteRange(Keys.actives(graph));
        tx.deleteRange(Keys.events(graph));
    }

    /** The generation that serves a branch; empty before the first one was promoted. */
    public Optional<Generation> active(GraphId graph, String branch) {
        return store.transact(tx -> active(tx, graph, branch));
    }

    public Optional<Generation> active(Reader reader, GraphId graph, String branch) {
        return GenerationRows.active(reader, graph, branch);
    }

    /**
     * One generation.
     *
     * @throws HedgerowException PROJECTION_NOT_FOUND when there is none
     */
    public Generation find(Reader reader, GenerationId id) {
        return GenerationRows.require(reader, id);
    }

    /** All generations of a graph that have a row, the newest first. */
    public List<Generation> list(GraphId graph) {
        return store.transact(tx -> GenerationRows.all(tx, graph)).reversed();
    }

    /** What happened last, the newest first; at most {@link #EVENTS_MAX}. */
    public List<GenerationEvent> history(GraphId graph) {
        return store.transact(tx -> events.latest(tx, graph, EVENTS_MAX));
    }

    /**
     * Folders of generations in a graph's folder that no row names, or a retired one: what a crash
     * left. A row is written before its folder is made, so that none of a running build is among
     * them.
     */
    public List<GenerationId> strays(GraphId graph, Path graphFolder) {
        // the folder first: what it holds had its row before the rows are read
        List<String> names = Folders.names(graphFolder);
        Set<Long> wanted = new HashSet<>();
        for (Generation generation : list(graph)) {
            if (generation.state() != GenerationState.RETIRED) {
                wanted.add(generation.id().number());
            }
        }
        return names.stream()
                .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                .map(Long::valueOf)
                .filter(number -> !wanted.contains(number))
                .map(number -> new GenerationId(graph, number))
                .toList();
    }

    private Generation fail(Transaction tx, Generation generation, String reason, String by) {
        Generation failed = generation.failed(reason, Rows.now(clock));
        events.add(tx, generation.id(), GenerationEvent.Kind.FAILED, by, reason);
        return GenerationRows.put(tx, failed);
    }

    private Generation retire(Transaction tx, Generation generation, String by) {
        record(tx, generation, GenerationEvent.Kind.RETIRED, by);
        return GenerationRows.put(tx, generation.in(GenerationState.RETIRED, Rows.now(clock)));
    }

    private void record(
            Transaction tx, Generation generation, GenerationEvent.Kind kind, String by) {
        events.add(tx, generation.id(), kind, by, "");
    }

    /** The placement, of which the volume is attached to this process under its newest epoch. */
    private Placement here(Reader reader, GraphId graph) {
        Placement placement = fleet.locate(reader, graph);
        var _ = fleet.folder(placement);
        return placement;
    }

    private void refuseElsewhere(Reader reader, Generation generation) {
        Placement now = here(reader, generation.id().graph());
        if (!generation.place().holds(now)) {
            throw HedgerowException.of(
                    Failure.STALE_EPOCH,
                    "graph %s has moved since generation %s was begun; build it anew on %s"
                            .formatted(now.graph(), generation.id(), now.volume()));
        }
    }
}
