package dev.hedgerow.simulation.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.kernel.Stamp;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What writes and merges do, in the simplest form: on whole states, without indexes. */
final class Rules {
    private Rules() {}

    /** What becomes of a request at a moment. */
    sealed interface Result {
        /** The values afterwards; the same as before when nothing changed. */
        record Done(Map<Id, Map<String, Object>> values) implements Result {}

        record Rejected(String why) implements Result {}

        record Conflict(String why) implements Result {}

        record UpToDate() implements Result {}
    }

    static Result write(State state, Stamp head, Act.Write write) {
        if (write.ifHead().filter(wanted -> !wanted.equals(head)).isPresent()) {
            return new Result.Conflict("the head is " + head);
        }
        var values = state.copy();
        String violation = "";
        for (Act.Line line : write.lines()) {
            if (line.ifVersion().isPresent()
                    && !line.ifVersion().equals(state.row(line.id()).map(State.Row::version))) {
                return new Result.Conflict(line.id() + " has another version");
            }
            violation = violation.isEmpty() ? apply(values, line) : violation;
        }
        return violation.isEmpty() ? checked(values) : new Result.Rejected(violation);
    }

    private static Result checked(Map<Id, Map<String, Object>> values) {
        return State.EMPTY
                .with(values, Stamp.ZERO)
                .broken()
                .<Result>map(Result.Rejected::new)
                .orElseGet(() -> new Result.Done(values));
    }

    private static String apply(Map<Id, Map<String, Object>> values, Act.Line line) {
        Id id = line.id();
        boolean there = values.containsKey(id);
        if (there && line.op() == Op.INSERT) {
            return id + " exists already";
        }
        if (!there && (line.op() == Op.UPDATE || line.op() == Op.DELETE)) {
            return "there is no " + id;
        }
        if (line.op() == Op.DELETE) {
            values.keySet().removeIf(other -> other.equals(id) || other.touches(id));
            return "";
        }
        boolean whole = line.op() != Op.MERGE && line.op() != Op.UPDATE;
        var after = new TreeMap<String, Object>(whole || !there ? Map.of() : values.get(id));
        if (!id.isEdge()) {
            after.put("name", id.names().getFirst());
        }
        line.values()
                .forEach((name, value) -> {
                    if (value == null) {
                        after.remove(name);
                    } else {
                        after.put(name, value);
                    }
                });
        values.put(id, after);
        return "";
    }

    /**
     * Three states.
     *
     * @param changed what is new on their side
     * @param winner whether theirs wins where both sides changed the same thing
     */
    record Sides(State base, State ours, State theirs, Set<Id> changed, Optional<Boolean> winner) {}

    static Result merge(Sides sides) {
        var values = sides.ours().copy();
        for (Id id : sides.changed()) {
            var merged = merge(sides, id);
            if (merged.conflict && sides.winner().isEmpty()) {
                return new Result.Conflict(id + " was changed on both sides");
            }
            put(values, id, merged.values);
        }
        var conflict = nodesGone(sides, values).or(() -> edgesLost(sides, values));
        return conflict.<Result>map(Result.Conflict::new).orElseGet(() -> checked(values));
    }

    private record Merged(@Nullable Map<String, Object> values, boolean conflict) {}

    private static Merged merge(Sides sides, Id id) {
        var base = sides.base().values(id);
        var ours = sides.ours().values(id);
        var theirs = sides.theirs().values(id);
        if (Objects.equals(theirs, base) || Objects.equals(theirs, ours)) {
            return new Merged(ours, false);
        }
        if (Objects.equals(ours, base)) {
            return new Merged(theirs, false);
        }
        boolean theirsWins = sides.winner().orElse(false);
        if (ours == null || theirs == null) {
            return new Merged(theirsWins ? theirs : ours, true);
        }
        Set<String> names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        var values = new TreeMap<String, Object>(ours);
        boolean conflict = false;
        for (String name : names) {
            Object before = base == null ? null : base.get(name);
            Object our = ours.get(name);
            Object their = theirs.get(name);
            boolean both =
                    !Objects.equals(our, their)
                            && !Objects.equals(before, our)
                            && !Objects.equals(before, their);
            conflict |= both;
            boolean takeTheirs = both ? theirsWins : Objects.equals(before, our);
            Object value = takeTheirs ? their : our;
            if (value == null) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
        }
        return new Merged(values, conflict);
    }

    private static void put(
            Map<Id, Map<String, Object>> values, Id id, @Nullable Map<String, Object> to) {
        if (to == null) {
            values.remove(id);
        } else {
            values.put(id, to);
        }
    }

    /** A node that goes while the other side gave it an edge. */
    private static Optional<String> nodesGone(Sides sides, Map<Id, Map<String, Object>> values) {
        for (var entry : sides.ours().rows().entrySet()) {
            Id node = entry.getKey();
            boolean gone = !node.isEdge() && !values.containsKey(node);
            if (gone && values.keySet().stream().anyMatch(id -> id.touches(node))) {
                if (sides.winner().isEmpty()) {
                    return Optional.of(node + " goes, and has an edge");
                } else if (sides.winner().get()) {
                    values.keySet().removeIf(id -> id.touches(node));
                } else {
                    values.put(node, entry.getValue().values());
                }
            }
        }
        return Optional.empty();
    }

    /** An edge that comes while an end of it went. */
    private static Optional<String> edgesLost(Sides sides, Map<Id, Map<String, Object>> values) {
        for (Id edge : new TreeSet<>(values.keySet())) {
            boolean lost =
                    edge.isEdge()
                            && !sides.ours().rows().containsKey(edge)
                            && !(values.containsKey(edge.source())
                                    && values.containsKey(edge.target()));
            if (lost && sides.winner().isEmpty()) {
                return Optional.of(edge + " comes, and an end is not there");
            }
            if (lost && !sides.winner().get()) {
                values.remove(edge);
            }
        }
        return Optional.empty();
    }
}
