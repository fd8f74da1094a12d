package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.kernel.Stamp;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The model: every branch at every moment. */
final class Timeline {
    private final Map<String, Line> lines = new TreeMap<>();
    private final Map<String, TreeMap<Stamp, Merge>> merges = new TreeMap<>();
    private final NavigableSet<Stamp> moments = new TreeSet<>();

    /** A branch: where it comes from, and what each of its own commits left. */
    private record Line(Optional<Origin> origin, TreeMap<Stamp, State> commits) {}

    private record Origin(String parent, Stamp fork) {}

    /** A merge that happened: what was seen of the merged branch, and the commit it made. */
    private record Merge(Stamp seen, Stamp commit) {}

    Timeline() {
        lines.put(Branch.MAIN, new Line(Optional.empty(), new TreeMap<>()));
    }

    void commit(String branch, Stamp stamp, State state) {
        line(branch).commits().put(stamp, state);
        moments.add(stamp);
    }

    void fork(String name, String parent, Stamp fork, Stamp created) {
        lines.put(name, new Line(Optional.of(new Origin(parent, fork)), new TreeMap<>()));
        moments.add(created);
    }

    void merged(String from, String into, Stamp seen, Stamp commit) {
        merges.computeIfAbsent(from + " " + into, _ -> new TreeMap<>())
                .put(commit, new Merge(seen, commit));
    }

    boolean has(String branch) {
        return lines.containsKey(branch);
    }

    private Line line(String branch) {
        var line = lines.get(branch);
        if (line == null) {
            throw new IllegalStateException("the model has no branch " + branch);
        }
        return line;
    }

    /** The newest commit of the branch at the moment, its own or inherited. */
    Stamp head(String branch, Stamp at) {
        var own = line(branch).commits().floorKey(at);
        return own != null
                ? own
                : line(branch)
                        .origin()
                        .map(o -> head(o.parent(), min(o.fork(), at)))
                        .orElse(Stamp.ZERO);
    }

    /** What the branch shows at the moment. */
    State at(String branch, Stamp at) {
        var own = line(branch).commits().floorEntry(at);
        return own != null
                ? own.getValue()
                : line(branch)
                        .origin()
                        .map(o -> at(o.parent(), min(o.fork(), at)))
                        .orElse(State.EMPTY);
    }

    /** The branch on which the commit was made. */
    Optional<String> branchOf(Stamp commit) {
        return lines.entrySet().stream()
                .filter(entry -> entry.getValue().commits().containsKey(commit))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Moments at which something changed, after the first and up to the last. */
    NavigableSet<Stamp> moments(Stamp after, Stamp last) {
        return moments.subSet(after, false, last, true);
    }

    /**
     * What merging one branch into the other would make of it now.
     *
     * @param seen what is merged of the branch
     */
    Rules.Result merge(Act.Merge merge, Stamp seen, Stamp now) {
        var there = before(merge.from(), merge.into(), now);
        var back = before(merge.into(), merge.from(), now);
        Common common = common(merge.from(), merge.into());
        Stamp since = there.map(Merge::seen).orElse(common.at());
        Set<Id> changed = changed(merge.from(), since, seen);
        if (changed.isEmpty()) {
            return new Rules.Result.UpToDate();
        }
        State base =
                there.isPresent()
                                && back.filter(b -> b.commit().isAfter(there.get().commit()))
                                        .isEmpty()
                        ? at(merge.from(), there.get().seen())
                        : back.map(b -> at(merge.into(), b.seen()))
                                .orElseGet(() -> at(common.branch(), common.at()));
        return Rules.merge(
                new Rules.Sides(
                        base,
                        at(merge.into(), now),
                        at(merge.from(), seen),
                        changed,
                        merge.theirs()));
    }

    /**
     * What commits of the branch, also inherited ones, changed after one moment and up to another.
     */
    private Set<Id> changed(String branch, Stamp after, Stamp upTo) {
        var changed = new TreeSet<Id>();
        line(branch)
                .origin()
                .ifPresent(o -> changed.addAll(changed(o.parent(), after, min(o.fork(), upTo))));
        if (after.compareTo(upTo) < 0) {
            for (Stamp commit : line(branch).commits().subMap(after, false, upTo, true).keySet()) {
                changed.addAll(at(branch, commit).differences(at(branch, before(commit))));
            }
        }
        return changed;
    }

    private static Stamp before(Stamp stamp) {
        return new Stamp(stamp.value() - 1);
    }

    private Optional<Merge> before(String from, String into, Stamp now) {
        var all = merges.getOrDefault(from + " " + into, new TreeMap<>());
        return Optional.ofNullable(all.floorEntry(now)).map(Map.Entry::getValue);
    }

    private record Common(String branch, Stamp at) {}

    /** The last that both branches inherited or made together. */
    private Common common(String from, String into) {
        for (var mine = Optional.of(new Common(from, Stamp.MAX)); mine.isPresent(); ) {
            for (var other = Optional.of(new Common(into, Stamp.MAX)); other.isPresent(); ) {
                if (mine.get().branch().equals(other.get().branch())) {
                    return new Common(mine.get().branch(), min(mine.get().at(), other.get().at()));
                }
                other = below(other.get());
            }
            mine = below(mine.get());
        }
        throw new IllegalStateException("every branch comes from main");
    }

    private Optional<Common> below(Common common) {
        return line(common.branch())
                .origin()
                .map(origin -> new Common(origin.parent(), min(origin.fork(), common.at())));
    }

    private static Stamp min(Stamp a, Stamp b) {
        return a.isAfter(b) ? b : a;
    }
}
