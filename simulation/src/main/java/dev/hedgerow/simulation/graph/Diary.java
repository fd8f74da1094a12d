package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.IdempotencyKey;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** What clients asked for, were told and saw; kept outside of the node. */
final class Diary {
    /** A view of a branch, as text with versions. */
    record Seen(String branch, Stamp commit, String text) {}

    private final List<Request> requests = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<String> branches = new ArrayList<>(List.of(Branch.MAIN));
    private final List<String> spare = new ArrayList<>();
    private final Set<String> dropped = new TreeSet<>();
    private final Map<Id, Stamp> versions = new TreeMap<>();
    private final List<Stamp> commits = new ArrayList<>();
    private final Tally.Counts counts = new Tally.Counts();
    private Told told = new Told(Stamp.ZERO, Map.of());

    Request begin(Act act, Optional<IdempotencyKey> key) {
        var request = new Request(requests.size(), act, key, told);
        requests.add(request);
        return request;
    }

    List<Request> requests() {
        return requests;
    }

    List<Seen> seen() {
        return seen;
    }

    Tally.Counts counts() {
        return counts;
    }

    Told told() {
        return told;
    }

    /** Branches that stay; the first is main. */
    List<String> branches() {
        return branches;
    }

    /** Branches that may be dropped. */
    List<String> spare() {
        return spare;
    }

    Map<Id, Stamp> versions() {
        return versions;
    }

    Optional<Stamp> earlier(RandomGenerator chance) {
        return commits.isEmpty()
                ? Optional.empty()
                : Optional.of(commits.get(chance.nextInt(commits.size())));
    }

    /** A write or merge is done on the branch, at the commit. */
    void done(Request request, String branch, Stamp commit, boolean changed) {
        answer(request, commit, changed);
        told = told.with(branch, commit);
        if (changed) {
            commits.add(commit);
        }
    }

    /** A branch was made. */
    void forked(Request request, String name, Stamp created) {
        if (request.answers().isEmpty()) {
            (name.startsWith("spare") ? spare : branches).add(name);
        }
        answer(request, created, true);
        told = told.with(created);
    }

    private void answer(Request request, Stamp commit, boolean changed) {
        for (var earlier : request.answers()) {
            if (earlier instanceof Request.Answer.Done(Stamp first, boolean _)) {
                CheckFailed.unless(
                        first.equals(commit), "%s is now said to be done at %s", request, commit);
                counts.replay();
            }
        }
        request.answer(new Request.Answer.Done(commit, changed));
        counts.acknowledge();
    }

    void dropped(String name) {
        dropped.add(name);
        counts.acknowledge();
    }

    Set<String> dropped() {
        return dropped;
    }

    void saw(Seen view, State state) {
        seen.add(view);
        told = told.with(view.branch(), view.commit());
        state.rows().forEach((id, row) -> versions.put(id, row.version()));
    }

    /** A view of the past on purpose. */
    void sawPast(Seen view) {
        seen.add(view);
    }
}
