package dev.hedgerow.projection;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One build of a graph at a time. A claim has a fence, one more than that of the claim before; what
 * it protects is written in transactions that {@linkplain #check check} the fence, so that a holder
 * who slept through the end of its lease changes nothing.
 *
 * <p>The row: {@code (fence)} while nobody holds it, else {@code (fence, holder, token, since,
 * until)}.
 */
public final class MaterializationLocks {
    /** How long a claim lasts without renewal. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** The longest lease that may be asked for. */
    public static final Duration LEASE_MAX = Duration.ofHours(1);

    private final Store store;
    private final World world;
    private final Clock clock;
    private final Ids ids;
    private final Events events;

    public MaterializationLocks(Store store, World world) {
        this.store = store;
        this.world = world;
        this.clock = world.clock();
        this.ids = new Ids(world);
        this.events = new Events(clock, Generations.EVENTS_MAX);
    }

    /** {@link #acquire(Transaction, GraphId, String, Duration)} in a transaction of its own. */
    public LockClaim acquire(GraphId graph, String holder, Duration lease) {
        return store.transact(tx -> acquire(tx, graph, holder, lease));
    }

    /**
     * Takes the lock when it is free or its lease has run out, or over from an earlier claim of the
     * same holder, which is refused from then on.
     *
     * @param holder one activity, such as an operation's id; 1 to 255 characters
     * @throws HedgerowException LOCKED while somebody else holds it, saying who and how long
     */
    public LockClaim acquire(Transaction tx, GraphId graph, String holder, Duration lease) {
        checkWords(holder, lease);
        Row row = row(tx, graph);
        Optional<LockView> other = held(graph, row).filter(view -> !view.holder().equals(holder));
        if (other.isPresent()) {
            throw locked(other.get());
        }
        var claim = new LockClaim(graph, holder, row.fence() + 1, ids.body());
        Instant now = Rows.now(clock);
        put(tx, claim, now, now.plus(lease));
        return claim;
    }

    /**
     * The claim that a token shows, for who was given the token.
     *
     * @throws HedgerowException LOCKED when somebody else holds the lock; STALE_EPOCH when nobody
     *     does any more
     */
    public LockClaim join(Reader reader, GraphId graph, String token) {
        Row row = row(reader, graph);
        Optional<LockView> held = held(graph, row);
        if (held.isEmpty()) {
            throw lost(graph, "the token's lease has run out, or the lock was given back");
        }
        if (!row.holding().orElseThrow().token().equals(token)) {
            throw locked(held.get());
        }
        return new LockClaim(graph, held.get().holder(), row.fence(), token);
    }

    /**
     * Lets the transaction commit only while the claim is in force.
     *
     * @throws HedgerowException STALE_EPOCH when it is not
     */
    public void check(Reader reader, LockClaim claim) {
        Row row = row(reader, claim.graph());
        boolean mine =
                row.fence() == claim.fence()
                        && row.holding()
                                .filter(holding -> holding.token().equals(claim.token()))
                                .isPresent();
        if (!mine) {
            throw lost(
                    claim.graph(),
                    "fence %d was overtaken by %d, or given back"
                            .formatted(claim.fence(), row.fence()));
        }
        if (held(claim.graph(), row).isEmpty()) {
            throw lost(claim.graph(), "its lease has run out");
        }
    }

    /** Prolongs a claim from now on; refused like {@link #check} once its lease has run out. */
    public void renew(LockClaim claim, Duration lease) {
        checkWords(claim.holder(), lease);
        store.transact(tx -> {
            check(tx, claim);
            Holding holding = row(tx, claim.graph()).holding().orElseThrow();
            put(tx, claim, holding.since(), Rows.now(clock).plus(lease));
            return claim;
        });
    }

    /** Gives the lock back; harmless when the claim is not in force. */
    public void release(LockClaim claim) {
        store.transact(tx -> {
            Row row = row(tx, claim.graph());
            if (row.fence() == claim.fence()) {
                tx.put(Keys.lock(claim.graph()), Rows.row(List.of(row.fence())));
            }
            return claim;
        });
    }

    /** Who holds the lock now. */
    public Optional<LockView> inspect(GraphId graph) {
        return store.transact(tx -> held(graph, row(tx, graph)));
    }

    /**
     * Takes the lock from its holder, who is refused from then on.
     *
     * @param by the operator, for the history
     * @return whom it was taken from; empty when it was free
     */
    public Optional<LockView> breakLock(GraphId graph, String by, String reason) {
        return store.transact(tx -> {
            Row row = row(tx, graph);
            Optional<LockView> held = held(graph, row);
            if (held.isPresent()) {
                tx.put(Keys.lock(graph), Rows.row(List.of(row.fence())));
                String detail = "held by %s: %s".formatted(held.get().holder(), reason);
                var none = new GenerationId(graph, 0);
                events.add(tx, none, GenerationEvent.Kind.LOCK_BROKEN, by, detail);
            }
            return held;
        });
    }

    /**
     * Holds a claim until the result is closed: a thread renews it. A process that dies renews
     * nothing, and loses it.
     */
    public HeldLock hold(LockClaim claim, Duration lease) {
        return new HeldLock(this, world, claim, lease);
    }

    private record Row(long fence, Optional<Holding> holding) {}

    private record Holding(String holder, String token, Instant since, Instant until) {}

    private static Row row(Reader reader, GraphId graph) {
        return reader.get(Keys.lock(graph))
                .map(entry ->
                        Rows.decode(
                                entry,
                                fields ->
                                        new Row(
                                                fields.number(0),
                                                fields.size() == 1
                                                        ? Optional.empty()
                                                        : Optional.of(
                                                                new Holding(
                                                                        fields.string(1),
                                                                        fields.string(2),
                                                                        Rows.time(fields, 3),
                                                                        Rows.time(fields, 4))))))
                .orElseGet(() -> new Row(0, Optional.empty()));
    }

    private static void put(Transaction tx, LockClaim claim, Instant since, Instant until) {
        tx.put(
                Keys.lock(claim.graph()),
                Rows.row(
                        Arrays.asList(
                                claim.fence(),
                                claim.holder(),
                                claim.token(),
                                since.toEpochMilli(),
                                until.toEpochMilli())));
    }

    private Optional<LockView> held(GraphId graph, Row row) {
        return row.holding()
                .filter(holding -> clock.instant().isBefore(holding.until()))
                .map(holding ->
                        new LockView(
                                graph,
                                holding.holder(),
                                row.fence(),
                                holding.since(),
                                holding.until()));
    }

    private static void checkWords(String holder, Duration lease) {
        if (holder.isBlank() || holder.length() > 255) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST, "a lock's holder has 1 to 255 characters");
        }
        if (!lease.isPositive() || lease.compareTo(LEASE_MAX) > 0) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "a lock's lease is longer than 0 and at most %s, not %s"
                            .formatted(LEASE_MAX, lease));
        }
    }

    private static HedgerowException locked(LockView held) {
        return HedgerowException.of(
                Failure.LOCKED,
                "graph %s is being materialised by %s until %s at least; wait, or break the lock"
                        .formatted(held.graph(), held.holder(), held.until()));
    }

    private static HedgerowException lost(GraphId graph, String why) {
        return HedgerowException.of(
                Failure.STALE_EPOCH,
                "the materialization lock of graph %s is lost (%s); acquire it again"
                        .formatted(graph, why));
    }
}
