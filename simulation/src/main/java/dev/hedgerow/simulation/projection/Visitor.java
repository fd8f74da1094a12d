package dev.hedgerow.simulation.projection;

import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.CypherAnswer;
import dev.hedgerow.projection.CypherRequest;
import dev.hedgerow.projection.Freshness;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.engine.Questions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Asks, and compares every answer with the truth. */
final class Visitor {
    /** What the store, the disk and the waiting may do to a question. */
    private static final Set<Failure> WEATHER =
            EnumSet.of(
                    Failure.UNAVAILABLE,
                    Failure.SHUTTING_DOWN,
                    Failure.OUTCOME_UNKNOWN,
                    Failure.DISK_FULL,
                    Failure.INPUT_OUTPUT,
                    Failure.DEADLINE_EXCEEDED,
                    Failure.TRANSACTION_CONFLICT,
                    Failure.OVERLOADED);

    private final Shelf shelf;
    private final Truth truth;
    private final RandomGenerator chance;
    private Map<GraphId, Seen> seen = new LinkedHashMap<>();

    /**
     * What it has seen of a graph.
     *
     * @param rollbacks how often somebody had gone back by then, which makes it void
     */
    private record Seen(Stamp commit, int rollbacks) {}

    Visitor(Shelf shelf, Truth truth, RandomGenerator chance) {
        this.shelf = shelf;
        this.truth = truth;
        this.chance = chance;
    }

    /** Works until its thread dies; what it has seen holds for one life of the node. */
    void work(Station node) {
        seen = new LinkedHashMap<>();
        while (true) {
            node.world().clock().sleep(Duration.ofNanos(chance.nextLong(1_500_000_000)));
            GraphId graph = shelf.any(chance);
            shelf.check();
            try {
                if (chance.nextInt(4) == 0) {
                    freshness(node, graph);
                } else {
                    ask(node, graph);
                }
            } catch (HedgerowException e) {
                CheckFailed.unless(mayFail(node, graph, e), "a question failed with %s", cause(e));
            }
        }
    }

    private static String cause(HedgerowException e) {
        var text = new StringBuilder().append(e);
        for (var frame : e.getStackTrace()) {
            text.append("\n      ").append(frame);
        }
        return text.toString();
    }

    private boolean mayFail(Station node, GraphId graph, HedgerowException e) {
        return WEATHER.contains(e.failure())
                || e.failure() == Failure.PROJECTION_NOT_FOUND
                || (e.failure() == Failure.ENGINE_FAILED && node.rough())
                || shelf.removed().contains(graph);
    }

    private void ask(Station node, GraphId id) {
        Graph graph = node.graphs().open(id);
        boolean patient = chance.nextInt(3) == 0;
        Optional<Stamp> least =
                patient && !shelf.told(id).equals(Stamp.ZERO)
                        ? Optional.of(shelf.told(id))
                        : Optional.empty();
        Seen before = before(id);
        boolean edges = chance.nextInt(4) == 0;
        CypherAnswer answer;
        try {
            answer = ask(node, id, edges, least);
        } catch (HedgerowException e) {
            if (e.failure() == Failure.BEHIND && least.isPresent()) {
                shelf.counts().lose();
                return;
            }
            throw e;
        }
        CheckFailed.unless(
                least.isEmpty() || !least.get().isAfter(answer.commit()),
                "%s was wanted of %s, and the answer is of %s",
                least,
                id,
                answer.commit());
        see(id, answer.commit(), before, answer.commit() + " of " + answer.generation());
        compare(graph, answer, edges);
    }

    /** Asks for all there is, or for all edges. */
    static CypherAnswer ask(Station node, GraphId id, boolean edges, Optional<Stamp> least) {
        var limits = QueryLimits.interactive().withTimeout(Duration.ofSeconds(20));
        String cypher = edges ? Questions.EDGES : Questions.EVERYTHING;
        return node.projections().query(id, new CypherRequest(cypher, Map.of(), limits, least));
    }

    private Seen before(GraphId id) {
        int rollbacks = shelf.rollbacks(id);
        Seen known = seen.get(id);
        return known != null && known.rollbacks() == rollbacks
                ? known
                : new Seen(Stamp.ZERO, rollbacks);
    }

    /** It sees a commit, which is not before what it had seen when it asked. */
    private void see(GraphId id, Stamp commit, Seen before, Object answer) {
        CheckFailed.unless(
                shelf.rollbacks(id) != before.rollbacks() || !before.commit().isAfter(commit),
                "a reader of %s has seen %s, and now %s",
                id,
                before,
                answer);
        seen.put(id, new Seen(commit, before.rollbacks()));
    }

    void compare(Graph graph, CypherAnswer answer, boolean edges) {
        var wanted = truth.at(graph, answer.commit(), edges);
        var found = Truth.of(answer);
        if (!found.equals(wanted)) {
            var missing = new java.util.TreeSet<>(wanted);
            missing.removeAll(found);
            var tooMany = new java.util.TreeSet<>(found);
            tooMany.removeAll(wanted);
            throw new CheckFailed(
                    "the answer of generation %s at %s lacks %s and has %s too many"
                            .formatted(answer.generation(), answer.commit(), missing, tooMany));
        }
        shelf.counts().replay();
    }

    private void freshness(Station node, GraphId id) {
        Graph graph = node.graphs().open(id);
        Stamp before = graph.head(Branch.MAIN);
        Seen floor = before(id);
        Freshness said = node.projections().freshness(id);
        Stamp after = graph.head(Branch.MAIN);
        CheckFailed.unless(
                !before.isAfter(said.head()) && !said.head().isAfter(after),
                "the head of %s was %s and then %s, and freshness says %s",
                id,
                before,
                after,
                said);
        said.applied()
                .ifPresent(applied -> {
                    see(id, applied, floor, said);
                    long least = missing(graph, applied, said.head());
                    long most = missing(graph, applied, after);
                    CheckFailed.unless(
                            least <= said.behind() && said.behind() <= most,
                            "%s is %d to %d commits behind, and freshness says %s",
                            id,
                            least,
                            most,
                            said);
                    CheckFailed.unless(
                            (said.state() != Freshness.State.FRESH || !said.head().isAfter(applied))
                                    && (said.behind() > 0 || said.state() != Freshness.State.BEHIND)
                                    && said.lag().isNegative() == false,
                            "freshness of %s says %s",
                            id,
                            said);
                });
        shelf.counts().replay();
    }

    private static long missing(Graph graph, Stamp applied, Stamp head) {
        return graph.log(Branch.MAIN, Optional.of(head.next()), Freshness.BEHIND_MAX).stream()
                .filter(commit -> commit.id().isAfter(applied))
                .count();
    }
}
