package dev.hedgerow.simulation.graph;

import dev.hedgerow.kernel.Stamp;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything on a branch at a moment; not to be changed. */
record State(Map<Id, Row> rows) {
    static final State EMPTY = new State(Map.of());

    /**
     * A node or edge.
     *
     * @param values by name, without nulls
     * @param version the commit that wrote it
     */
    record Row(Map<String, Object> values, Stamp version) {
        Row {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }
    }

    State {
        rows = Collections.unmodifiableMap(new TreeMap<>(rows));
    }

    Optional<Row> row(Id id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Nullable Map<String, Object> values(Id id) {
        var row = rows.get(id);
        return row == null ? null : row.values();
    }

    List<Id> edgesOf(Id node) {
        return rows.keySet().stream().filter(id -> id.touches(node)).toList();
    }

    /** Whether a rule of the schema is broken; empty when none is. */
    Optional<String> broken() {
        var emails = new LinkedHashSet<Object>();
        var members = new LinkedHashSet<String>();
        for (var entry : rows.entrySet()) {
            Id id = entry.getKey();
            if (id.isEdge() && !(rows.containsKey(id.source()) && rows.containsKey(id.target()))) {
                return Optional.of(id + " has an end that is not there");
            }
            Object email = entry.getValue().values().get("email");
            if (email != null && !emails.add(email)) {
                return Optional.of("two people have " + email);
            }
            if (id.type().equals(Town.MEMBER) && !members.add(id.names().getFirst())) {
                return Optional.of(id.names().getFirst() + " is a member twice");
            }
        }
        return Optional.empty();
    }

    /** What is not the same in the other. */
    Set<Id> differences(State other) {
        var all = new TreeSet<>(rows.keySet());
        all.addAll(other.rows.keySet());
        all.removeIf(id -> Objects.equals(values(id), other.values(id)));
        return all;
    }

    /** With versions. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        rows.forEach((id, row) ->
                text.append(id)
                        .append(' ')
                        .append(row.values())
                        .append('@')
                        .append(row.version())
                        .append('\n'));
        return text.toString();
    }

    /** This with other values; what did not change keeps its version. */
    State with(Map<Id, Map<String, Object>> values, Stamp commit) {
        var next = new TreeMap<Id, Row>();
        values.forEach((id, to) -> {
            var before = rows.get(id);
            boolean same = before != null && before.values().equals(new TreeMap<>(to));
            next.put(id, same ? before : new Row(to, commit));
        });
        return new State(next);
    }

    /** The values alone, to be worked on. */
    Map<Id, Map<String, Object>> copy() {
        var copy = new TreeMap<Id, Map<String, Object>>();
        rows.forEach((id, row) -> copy.put(id, row.values()));
        return copy;
    }
}
