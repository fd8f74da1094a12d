package dev.hedgerow.projection;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of generations: {@code (state, since, reason or null, created, branch, commit, schema
 * version, engine, volume, placement epoch, volume epoch, content or null)}, the content {@code
 * (commit, schema version, (node type, count, ...), (edge type, count, ...))}.
 */
final class GenerationRows {
    private GenerationRows() {}

    static Optional<Generation> find(Reader reader, GenerationId id) {
        return reader.get(Keys.generation(id)).map(GenerationRows::generation);
    }

    static Generation require(Reader reader, GenerationId id) {
        return find(reader, id)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.PROJECTION_NOT_FOUND,
                                "there is no generation %s; list those of the graph"
                                        .formatted(id)));
    }

    /** All of a graph, the oldest first. */
    static List<Generation> all(Reader reader, GraphId graph) {
        var all = new ArrayList<Generation>();
        reader.stream(Keys.generations(graph)).forEach(entry -> all.add(generation(entry)));
        return all;
    }

    static Optional<Generation> active(Reader reader, GraphId graph, String branch) {
        return reader.get(Keys.active(graph, branch))
                .map(entry -> Rows.decode(entry, fields -> fields.number(0)))
                .map(number -> require(reader, new GenerationId(graph, number)));
    }

    /** Writes the row, and the index of the active one. */
    static Generation put(Transaction tx, Generation generation) {
        GenerationId id = generation.id();
        tx.put(Keys.generation(id), Rows.row(fields(generation)));
        if (generation.state() == GenerationState.ACTIVE) {
            tx.put(
                    Keys.active(id.graph(), generation.source().branch()),
                    Rows.row(List.of(id.number())));
        }
        return generation;
    }

    /** A number that was never given out before. */
    static GenerationId next(Transaction tx, GraphId graph) {
        long last =
                tx.get(Keys.graph(graph))
                        .map(entry -> Rows.decode(entry, fields -> fields.number(0)))
                        .orElse(0L);
        tx.put(Keys.graph(graph), Rows.row(List.of(last + 1)));
        return new GenerationId(graph, last + 1);
    }

    private static List<@Nullable Object> fields(Generation generation) {
        Source source = generation.source();
        Place place = generation.place();
        return Arrays.asList(
                Rows.name(generation.state()),
                generation.standing().since().toEpochMilli(),
                generation.standing().reason().orElse(null),
                generation.created().toEpochMilli(),
                source.branch(),
                source.commit(),
                source.schemaVersion(),
                source.engine(),
                place.volume().value(),
                place.placementEpoch(),
                place.volumeEpoch(),
                generation.content().map(GenerationRows::content).orElse(null));
    }

    private static Generation generation(Reader.Entry entry) {
        Tuple key = entry.key().tuple();
        var id = new GenerationId(new GraphId(key.string(1)), key.number(2));
        return Rows.decode(
                entry,
                fields ->
                        new Generation(
                                id,
                                new Source(
                                        fields.string(4),
                                        fields.stamp(5),
                                        fields.number(6),
                                        fields.string(7)),
                                new Place(
                                        new VolumeId(fields.string(8)),
                                        fields.number(9),
                                        fields.number(10)),
                                standing(fields),
                                fields.isNull(11)
                                        ? Optional.empty()
                                        : Optional.of(content(fields.tuple(11))),
                                Rows.time(fields, 3)));
    }

    private static Generation.Standing standing(Tuple fields) {
        return new Generation.Standing(
                Rows.value(GenerationState.class, fields.string(0)),
                Rows.time(fields, 1),
                fields.isNull(2) ? Optional.empty() : Optional.of(fields.string(2)));
    }

    private static Tuple content(Content content) {
        return Tuple.of(
                content.commit(),
                content.schemaVersion(),
                flat(content.counts().nodes()),
                flat(content.counts().edges()));
    }

    private static Content content(Tuple fields) {
        return new Content(
                fields.stamp(0),
                fields.number(1),
                new TypeCounts(counts(fields.tuple(2)), counts(fields.tuple(3))));
    }

    private static Tuple flat(Map<String, Long> counts) {
        var flat = new ArrayList<Object>();
        counts.forEach((type, count) -> {
            flat.add(type);
            flat.add(count);
        });
        return Tuple.ofAll(flat);
    }

    private static SortedMap<String, Long> counts(Tuple flat) {
        var counts = new TreeMap<String, Long>();
        for (int i = 0; i < flat.size(); i += 2) {
            counts.put(flat.string(i), flat.number(i + 1));
        }
        return counts;
    }
}
