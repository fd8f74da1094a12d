package dev.hedgerow.fleet;

import dev.hedgerow.fleet.Explanation.Candidate;
import dev.hedgerow.fleet.Explanation.Reason;
import dev.hedgerow.fleet.Explanation.Verdict.Eligible;
import dev.hedgerow.fleet.Explanation.Verdict.Rejected;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds a volume for a graph, and takes a place on it. */
final class Placing {
    private final Map<String, Tier> tiers = new TreeMap<>();
    private final Failpoints<Steps.Allocate> steps;

    Placing(List<Tier> tiers, Failpoints<Steps.Allocate> steps) {
        for (Tier tier : tiers) {
            if (this.tiers.put(tier.name(), tier) != null) {
                throw HedgerowException.of(
                        Failure.INVALID_CONFIGURATION,
                        "tier '%s' is configured twice".formatted(tier.name()));
            }
        }
        this.steps = steps;
    }

    PlacementRow allocate(Transaction tx, AllocateRequest request) {
        Optional<PlacementRow> before = PlacementRows.find(tx, request.graph());
        if (before.isPresent()) {
            return again(before.get(), request);
        }
        Tier tier = tier(request.tier());
        VolumeId volume =
                request.parent().isPresent()
                        ? parents(tx, request, tier, request.parent().get())
                        : choose(tx, request, tier);
        steps.reached(Steps.Allocate.CHOSEN);
        return PlacementRows.put(
                tx, PlacementRow.reserved(request, volume), tier.reservedBytes(), steps);
    }

    void committed() {
        steps.reached(Steps.Allocate.COMMITTED);
    }

    private static PlacementRow again(PlacementRow row, AllocateRequest request) {
        if (!row.request().owner().equals(request.owner())) {
            throw HedgerowException.of(
                    Failure.ALREADY_EXISTS,
                    "graph %s belongs to another owner; ids are never shared, take a new one"
                            .formatted(row.graph()));
        }
        if (row.state().tombstone()) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "graph %s was deleted at %s; its id is never used again, take a new one"
                            .formatted(row.graph(), row.removed().orElseThrow()));
        }
        if (!row.request().equals(request)) {
            throw HedgerowException.of(
                    Failure.ALREADY_EXISTS,
                    "graph %s is placed already, with %s instead of %s"
                            .formatted(row.graph(), row.request(), request));
        }
        return row;
    }

    PlacementRow advance(Transaction tx, GraphId graph, PlacementState to) {
        PlacementRow row = PlacementRows.require(tx, graph);
        if (row.state() == to) {
            return row;
        }
        if (to.tombstone()) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "graph %s becomes %s only by deallocating it".formatted(graph, Rows.name(to)));
        }
        Tier tier = tiers.get(row.request().tier());
        long promised = to.promised() && tier != null ? tier.reservedBytes() : 0;
        return PlacementRows.put(tx, row.in(to), promised, Failpoints.none());
    }

    private Tier tier(String name) {
        Tier tier = tiers.get(name);
        if (tier == null) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "there is no tier '%s'; choose one of %s".formatted(name, tiers.keySet()));
        }
        return tier;
    }

    private static VolumeId parents(
            Reader reader, AllocateRequest request, Tier tier, GraphId parent) {
        PlacementRow row =
                PlacementRows.find(reader, parent)
                        .filter(found -> !found.state().tombstone())
                        .filter(found -> sameTenant(found, request))
                        .orElseThrow(() ->
                                HedgerowException.of(
                                        Failure.PLACEMENT_NOT_FOUND,
                                        ("graph %s, which is to be the "
                                                        + "parent of %s, has no placement")
                                                .formatted(parent, request.graph())));
        if (row.subgraph() || !row.request().tier().equals(tier.name())) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "a subgraph has its parent's tier, and a parent that is no subgraph; %s is %s"
                            .formatted(parent, row.request()));
        }
        if (row.state() == PlacementState.MOVING) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "graph %s is moving; add its subgraph when it has arrived".formatted(parent));
        }
        int children =
                reader.scan(
                                Keys.subgraphsOf(parent),
                                tier.subgraphsMax() + 1,
                                Reader.Direction.ASCENDING)
                        .size();
        if (children >= tier.subgraphsMax()) {
            throw HedgerowException.of(
                    Failure.LIMIT_EXCEEDED,
                    "graph %s has %d subgraphs, as many as tier '%s' allows"
                            .formatted(parent, children, tier.name()));
        }
        return row.volume();
    }

    private static boolean sameTenant(PlacementRow row, AllocateRequest request) {
        return row.request().owner().tenant().equals(request.owner().tenant());
    }

    /** Looks at all volumes, and depends only on the one that is taken. */
    private static VolumeId choose(Transaction tx, AllocateRequest request, Tier tier) {
        Explanation explanation = explain(tx.unchecked(), request, tier);
        VolumeId chosen = explanation.chosen().orElseThrow(() -> noCapacity(explanation, tier));
        new Judge(tx, tx.unchecked(), request.owner(), tier).volume(chosen);
        return chosen;
    }

    Explanation explain(Reader reader, AllocateRequest request) {
        Tier tier = tier(request.tier());
        if (request.parent().isEmpty()) {
            return explain(reader, request, tier);
        }
        VolumeId volume = parents(reader, request, tier, request.parent().get());
        var judge = new Judge(reader, reader, request.owner(), tier);
        var candidate = new Candidate(volume, judge.subgraph(volume));
        return new Explanation(request.graph(), Optional.of(volume), List.of(candidate), 1);
    }

    private static Explanation explain(Reader reader, AllocateRequest request, Tier tier) {
        var judge = new Judge(reader, reader, request.owner(), tier);
        var eligible = new ArrayList<Candidate>();
        var rejected = new ArrayList<Candidate>();
        int considered = 0;
        for (Reader.Entry entry : reader.stream(Keys.volumesOfTier(tier.name()))) {
            considered++;
            var volume = new VolumeId(Keys.last(entry.key()));
            switch (judge.volume(volume)) {
                case Eligible verdict -> eligible.add(new Candidate(volume, verdict));
                case Rejected verdict -> rejected.add(new Candidate(volume, verdict));
            }
        }
        eligible.sort(Comparator.comparingInt(Placing::score).reversed());
        Optional<VolumeId> chosen = eligible.stream().map(Candidate::volume).findFirst();
        eligible.addAll(rejected);
        int shown = Math.min(eligible.size(), Explanation.CANDIDATES_MAX);
        return new Explanation(request.graph(), chosen, eligible.subList(0, shown), considered);
    }

    private static int score(Candidate candidate) {
        return switch (candidate.verdict()) {
            case Eligible(int score, _, _) -> score;
            case Rejected _ -> -1;
        };
    }

    private static HedgerowException noCapacity(Explanation explanation, Tier tier) {
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        for (Candidate candidate : explanation.candidates()) {
            if (candidate.verdict() instanceof Rejected(Reason reason, _)) {
                counts.merge(reason, 1, Integer::sum);
            }
        }
        var help = new ArrayList<String>();
        counts.forEach((reason, count) ->
                help.add("%d %s: %s".formatted(count, Rows.name(reason), reason.help())));
        if (help.isEmpty()) {
            help.add("there is none: register and attach a volume of the tier");
        }
        var context = new LinkedHashMap<String, Object>();
        context.put("graph", explanation.graph().value());
        context.put("tier", tier.name());
        context.put("considered", explanation.considered());
        counts.forEach((reason, count) -> context.put(Rows.name(reason), count));
        return HedgerowException.of(
                Failure.NO_CAPACITY,
                "none of %d volumes of tier '%s' has room for graph %s (%s)"
                        .formatted(
                                explanation.considered(),
                                tier.name(),
                                explanation.graph(),
                                String.join("; ", help)),
                context);
    }
}
