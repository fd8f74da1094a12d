package dev.hedgerow.service;

import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.projection.CypherAnswer;
import dev.hedgerow.projection.CypherRequest;
import dev.hedgerow.projection.Freshness;
import dev.hedgerow.projection.Generation;
import dev.hedgerow.query.CypherCheck;
import dev.hedgerow.query.EngineWords;
import dev.hedgerow.query.Vocabulary;
import dev.hedgerow.store.Store;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries and the projections that answer them. */
public final class CypherUseCases {
    private final Layers layers;
    private final Gate gate;
    private final Once once;

    CypherUseCases(Layers layers, Gate gate, Once once) {
        this.layers = layers;
        this.gate = gate;
        this.once = once;
    }

    /**
     * A question as it came in.
     *
     * @param at a view; only the head of main is projected
     */
    public record Question(
            String cypher,
            Map<String, @Nullable Object> parameters,
            String at,
            Optional<Stamp> minCommit,
            QueryLimits limits) {
        // not compact: javac drops the parameters' nullness from a compact constructor
        public Question(
                String cypher,
                Map<String, @Nullable Object> parameters,
                String at,
                Optional<Stamp> minCommit,
                QueryLimits limits) {
            this.cypher = cypher;
            this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            this.at = at;
            this.minCommit = minCommit;
            this.limits = limits;
        }
    }

    /** An answer with the graph's name. */
    public record Answered(String graph, CypherAnswer answer) {}

    /** How a graph's projection stands. */
    public record Standing(String graph, Freshness freshness, List<Sized> generations) {
        public Standing {
            generations = List.copyOf(generations);
        }
    }

    /** A generation and the bytes of its database. */
    public record Sized(Generation generation, long bytes) {}

    /** Checks the text, then asks the graph's active generation. */
    public Answered query(Caller caller, String graph, Question question) {
        Graph open = gate.graph(caller, Right.READ, "query", graph);
        refuseOtherViews(open, ViewAddress.parse(question.at()));
        var checked = CypherCheck.check(question.cypher(), question.parameters());
        var request =
                new CypherRequest(
                        checked.text(),
                        question.parameters(),
                        question.limits(),
                        question.minCommit());
        try {
            return new Answered(
                    open.entry().name(), layers.projections().query(open.id(), request));
        } catch (HedgerowException e) {
            if (e.failure() != Failure.CYPHER_INVALID) {
                throw e;
            }
            Schema schema = layers.projections().schema(open.id());
            throw EngineWords.explained(e, question.cypher(), vocabulary(schema));
        }
    }

    /** Only the head of main is projected; a view that does not exist is told so first. */
    private static void refuseOtherViews(Graph graph, ViewAddress at) {
        if (at.equals(ViewAddress.MAIN)) {
            return;
        }
        graph.view(at).close();
        throw HedgerowException.of(
                Failure.INVALID_REQUEST,
                "Cypher answers from main, not from '%s'; read other views as rows, or merge first"
                        .formatted(at));
    }

    private static Vocabulary vocabulary(Schema schema) {
        var nodes = new LinkedHashMap<String, List<String>>();
        schema.nodes().forEach(type -> nodes.put(type.name(), names(type)));
        var edges = new LinkedHashMap<String, List<String>>();
        schema.edges().forEach(type -> edges.put(type.name(), names(type)));
        return new Vocabulary(nodes, edges);
    }

    private static List<String> names(EntityType type) {
        return type.properties().stream().map(Property::name).toList();
    }

    public Standing standing(Caller caller, String graph) {
        Graph open = gate.graph(caller, Right.READ, "look at a projection", graph);
        return standing(open);
    }

    private Standing standing(Graph open) {
        List<Sized> generations =
                layers.projections().generations(open.id()).stream()
                        .map(each -> new Sized(each, layers.projections().bytes(each)))
                        .toList();
        return new Standing(
                open.entry().name(), layers.projections().freshness(open.id()), generations);
    }

    /** Asks for a new generation. */
    public OperationId materialize(Caller caller, String graph, Optional<String> key) {
        Graph open = gate.branch(caller, "materialise", graph, Branch.MAIN);
        var origin = Origin.of(caller.actor(), caller.tenant());
        return layers.projections()
                .materialize(open.id(), key.map(origin::withIdempotencyKey).orElse(origin));
    }

    /** Serves the previous generation again. */
    public Standing rollback(Caller caller, String graph, Optional<String> key) {
        Graph open = gate.branch(caller, "roll back", graph, Branch.MAIN);
        String act = "rollback " + open.id();
        var outcome =
                layers.projections()
                        .rollback(
                                open.id(),
                                caller.actor(),
                                once.options(caller, key),
                                Once.receipt(act, ""));
        if (outcome instanceof Store.Outcome.Replayed<Generation>(byte[] receipt, _)) {
            var _ = Once.told(receipt, act);
        }
        return standing(open);
    }
}
