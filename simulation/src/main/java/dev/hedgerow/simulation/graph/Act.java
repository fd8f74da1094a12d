package dev.hedgerow.simulation.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Stamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something a client asks a graph for. */
sealed interface Act {
    /**
     * Rows for a branch.
     *
     * @param loaded whether they are loaded beside the log, as many rows are
     */
    record Write(String branch, List<Line> lines, Optional<Stamp> ifHead, boolean loaded)
            implements Act {}

    /** Another schema for a branch, which shows nothing else of its rows. */
    record Apply(String branch, String schema) implements Act {}

    /**
     * A merge.
     *
     * @param theirs how conflicts are settled: theirs, ours, or not at all
     */
    record Merge(String from, String into, Optional<Boolean> theirs) implements Act {}

    /** A new branch. */
    record Fork(String name, ViewAddress from) implements Act {}

    /** The end of a branch that nobody else works on. */
    record Drop(String name) implements Act {}

    /**
     * One row.
     *
     * @param values null clears a property
     */
    record Line(Op op, Id id, Map<String, @Nullable Object> values, Optional<Stamp> ifVersion) {
        Row row(int line) {
            var place = new Place("play", line);
            var version = ifVersion.map(Stamp::toString);
            var given = new LinkedHashMap<String, @Nullable Object>();
            if (id.isEdge()) {
                given.putAll(values);
                return new Row.EdgeRow(
                        place,
                        op,
                        id.type(),
                        Optional.empty(),
                        List.of(id.names().getFirst()),
                        List.of(id.names().getLast()),
                        version,
                        given);
            }
            given.put("name", id.names().getFirst());
            given.putAll(values);
            return new Row.NodeRow(place, op, id.type(), Optional.empty(), version, given);
        }
    }
}
