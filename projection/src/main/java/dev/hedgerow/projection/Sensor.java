package dev.hedgerow.projection;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Page;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.RetryPolicy;
import dev.hedgerow.operations.Status;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.operations.Target;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The operation that looks at the graphs of a volume and asks for a new generation of those that
 * following does not bring up to date: whose schema needs other tables, whose commits the engine
 * refuses, whose last build failed. It lets a burst of writes pass, never builds the same staleness
 * twice, waits longer after each failure, and goes on when it cannot look at one of them.
 */
final class Sensor implements OperationType<Sensor.Request> {
    static final String KIND = "look-after-projections";

    private static final int PAGE = 200;
    private static final String ACTOR = "sensor";
    private static final System.Logger LOG = System.getLogger(Sensor.class.getName());

    private final Store store;
    private final Fleet fleet;
    private final Operations operations;
    private final Materializing materializing;
    private final Graphs graphs;
    private final Function<GraphId, Optional<String>> wanted;
    private final Clock clock;

    /**
     * @param wanted what is wrong with a graph's projection that only a build can mend, as an
     *     identity; empty when nothing is
     */
    Sensor(
            Projections.Ground ground,
            Materializing materializing,
            Function<GraphId, Optional<String>> wanted,
            Clock clock) {
        this.store = ground.store();
        this.fleet = ground.fleet();
        this.operations = ground.operations();
        this.materializing = materializing;
        this.graphs = ground.graphs();
        this.wanted = wanted;
        this.clock = clock;
    }

    /** As stored: ids are text there. */
    record Request(String volume) {}

    /** What came of a look, for people. */
    record Seen(int graphs, int stale, int asked, int unknown) {
        Seen plus(Look look) {
            return new Seen(
                    graphs + 1,
                    stale + (look == Look.WAITING || look == Look.ASKED ? 1 : 0),
                    asked + (look == Look.ASKED ? 1 : 0),
                    unknown + (look == Look.UNKNOWN ? 1 : 0));
        }
    }

    /** What was found at a graph. */
    enum Look {
        FINE,
        WAITING,
        ASKED,
        /** It could not be looked at. */
        UNKNOWN
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public List<Target> targets(Request request) {
        return List.of(Target.exclusive("sensor", request.volume()));
    }

    @Override
    public RetryPolicy retry() {
        return RetryPolicy.NONE;
    }

    @Override
    public Duration retention() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(Request request, Steps steps) {
        var seen = new Seen(0, 0, 0, 0);
        var volume = new VolumeId(request.volume());
        Page.Request page = Page.Request.first(PAGE);
        while (true) {
            Page<Placement> placements = fleet.graphsOn(volume, page);
            for (Placement placement : placements.items()) {
                seen = seen.plus(look(placement.graph()));
                steps.progress().at(seen.graphs(), "graphs");
            }
            if (placements.next().isEmpty()) {
                steps.output(seen);
                return;
            }
            page = new Page.Request(placements.next(), PAGE);
        }
    }

    /** Looks at one graph; what goes wrong there is no other's trouble. */
    Look look(GraphId id) {
        try {
            if (operations.inFlight(Materializing.target(id))) {
                return Look.WAITING;
            }
            Optional<String> wrong = wanted.apply(id);
            Graph graph = graphs.open(id);
            return store.transact(tx -> decide(tx, graph, wrong));
        } catch (HedgerowException e) {
            LOG.log(Level.INFO, "The projection of " + id + " is looked at again later", e);
            return Look.UNKNOWN;
        }
    }

    private Look decide(Transaction tx, Graph graph, Optional<String> wrong) {
        if (operations.inFlight(tx, Materializing.target(graph.id()))) {
            return Look.WAITING;
        }
        Optional<Staleness> known = StalenessRows.find(tx, graph.id());
        if (wrong.isEmpty()) {
            known.ifPresent(_ -> StalenessRows.delete(tx, graph.id()));
            return Look.FINE;
        }
        Stamp head = graph.head(Branch.MAIN);
        Instant now = Rows.now(clock);
        Optional<Staleness> same = known.filter(each -> each.identity().equals(wrong.get()));
        if (same.isEmpty()) {
            StalenessRows.put(tx, graph.id(), Staleness.seen(wrong.get(), head, now));
            return Look.WAITING;
        }
        Staleness staleness = same.get();
        Optional<Status> build =
                staleness.last().flatMap(last -> operations.find(tx, last)).map(Operation::status);
        if (!staleness.isDue(head, now, build)) {
            if (!staleness.head().equals(head)) {
                StalenessRows.put(tx, graph.id(), staleness.at(head));
            }
            return Look.WAITING;
        }
        var request = new Materializing.Request(graph.id().value());
        var origin = Origin.of(ACTOR, graph.entry().tenant());
        OperationId asked = operations.enqueue(tx, materializing, request, origin);
        StalenessRows.put(tx, graph.id(), staleness.at(head).asked(asked));
        return Look.ASKED;
    }
}
