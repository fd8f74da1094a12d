package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Change;
import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.CommitChanges;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the graph tells of its past: branches, log and feed. */
final class Chronicle {
    private static final int PAGE = 7;

    private final Graph graph;
    private final Map<String, Branch> branches = new TreeMap<>();
    private final TreeMap<Stamp, Event> events = new TreeMap<>();

    /** Something that happened to the graph. */
    sealed interface Event {
        record Forked(Branch branch) implements Event {}

        record Committed(Commit commit) implements Event {}
    }

    Chronicle(Graph graph) {
        this.graph = graph;
        for (Branch branch : graph.branches(Optional.empty(), 1000)) {
            branches.put(branch.name(), branch);
            if (branch.parent().isPresent()) {
                put(branch.created(), new Event.Forked(branch));
            }
            log(branch.name()).forEach(commit -> put(commit.id(), new Event.Committed(commit)));
        }
    }

    private void put(Stamp stamp, Event event) {
        var before = events.put(stamp, event);
        CheckFailed.unless(
                before == null || before.equals(event),
                "%s has two stories: %s and %s",
                stamp,
                before,
                event);
    }

    private List<Commit> log(String branch) {
        var log = new ArrayList<Commit>();
        Optional<Stamp> before = Optional.empty();
        while (true) {
            List<Commit> page = graph.log(branch, before, PAGE);
            log.addAll(page);
            if (page.size() < PAGE) {
                return log;
            }
            before = Optional.of(page.getLast().id());
        }
    }

    Map<String, Branch> branches() {
        return branches;
    }

    /** In the order of their stamps. */
    Collection<Event> events() {
        return events.values();
    }

    /** The branch shows the state, its log ends with the head, and its feed leads there. */
    void check(String branch, State model, Stamp head) {
        try (var view = graph.view(new ViewAddress.Head(branch))) {
            State state = Snapshots.read(view);
            same(branch + " ends", model.toString(), state.toString());
            same(branch + "'s view", head, view.commit());
            checkFinding(branch, view, model);
        }
        same(branch + "'s head", head, graph.head(branch));
        var log = log(branch);
        same(branch + "'s log", head, log.getFirst().id());
        var told = new ArrayList<Commit>();
        same(branch + "'s feed", model.toString(), feed(branch, told).toString());
        same(branch + "'s feed and log", log.reversed(), told);
    }

    /** Finding by age, through an index where the branch has one, finds who is of that age. */
    private static void checkFinding(String branch, GraphView view, State model) {
        NodeType person = view.schema().node(Town.PERSON).orElseThrow();
        for (long age = 0; age < 3; age++) {
            Object wanted = age;
            var there =
                    model.rows().entrySet().stream()
                            .filter(row -> row.getKey().type().equals(Town.PERSON))
                            .filter(row -> wanted.equals(row.getValue().values().get("age")))
                            .map(row -> row.getKey().names().getFirst())
                            .toList();
            var found =
                    view
                            .find(
                                    person,
                                    Map.<String, @Nullable Object>of("age", age),
                                    Optional.empty(),
                                    100)
                            .stream()
                            .map(node -> node.key().getFirst())
                            .toList();
            same(branch + "'s people of " + age, there, found);
        }
    }

    /** The commit shows the state. */
    void checkCommit(Commit commit, State model) {
        try (var view = graph.view(new ViewAddress.At(commit.id()))) {
            same(commit.toString(), model.toString(), Snapshots.read(view).toString());
        }
    }

    private static void same(String what, Object model, Object graph) {
        CheckFailed.unless(model.equals(graph), "%s:%n%s%nin the model:%n%s", what, graph, model);
    }

    private State feed(String branch, List<Commit> told) {
        var rows = new TreeMap<Id, State.Row>();
        Stamp after = Stamp.ZERO;
        while (true) {
            List<CommitChanges> page = graph.feed(branch, after, PAGE);
            for (CommitChanges commit : page) {
                told.add(commit.commit());
                commit.changes().forEach(change -> apply(rows, change));
                after = commit.commit().id();
            }
            if (page.isEmpty()) {
                return new State(rows);
            }
        }
    }

    private static void apply(Map<Id, State.Row> rows, Change change) {
        Id id = Id.of(change.key());
        Optional<State.Row> row =
                switch (change) {
                    case Change.OfNode(var _, var _, var after) ->
                            after.map(node ->
                                    new State.Row(
                                            Snapshots.given(node.properties()), node.version()));
                    case Change.OfEdge(var _, var _, var after) ->
                            after.map(edge ->
                                    new State.Row(
                                            Snapshots.given(edge.properties()), edge.version()));
                };
        boolean there = rows.containsKey(id);
        boolean right =
                switch (change.kind()) {
                    case INSERTED -> !there && row.isPresent();
                    case UPDATED -> there && row.isPresent();
                    case DELETED -> there && row.isEmpty();
                };
        CheckFailed.unless(right, "the feed says %s of what was %s", change, rows.get(id));
        row.ifPresentOrElse(after -> rows.put(id, after), () -> rows.remove(id));
    }
}
