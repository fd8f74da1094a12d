package dev.hedgerow.simulation.projection;

import dev.hedgerow.projection.GenerationState;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of all generations at one moment, read by their documented format.
 *
 * @param states by graph and number
 * @param active the index, by graph
 * @param last numbers given, by graph
 * @param fences by graph
 */
record Rows(
        SortedMap<String, SortedMap<Long, GenerationState>> states,
        SortedMap<String, Long> active,
        SortedMap<String, Long> last,
        SortedMap<String, Long> fences) {
    private static final Subspace PROJECTION = new Subspace(19, "projection");

    static Rows read(Reader reader) {
        var rows = new Rows(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (Reader.Entry entry : reader.stream(below("generation"))) {
            Tuple key = entry.key().tuple();
            var state = entry.tuple().string(1).toUpperCase(Locale.ROOT);
            rows.states
                    .computeIfAbsent(key.string(1), _ -> new TreeMap<>())
                    .put(key.number(2), GenerationState.valueOf(state));
        }
        numbers(reader, "active", rows.active);
        numbers(reader, "graph", rows.last);
        numbers(reader, "lock", rows.fences);
        return rows;
    }

    private static KeyRange below(String prefix) {
        return KeyRange.below(PROJECTION, Tuple.of(prefix));
    }

    private static void numbers(Reader reader, String prefix, Map<String, Long> into) {
        for (Reader.Entry entry : reader.stream(below(prefix))) {
            into.put(entry.key().tuple().string(1), entry.tuple().number(1));
        }
    }

    SortedMap<Long, GenerationState> of(String graph) {
        return states.getOrDefault(graph, new TreeMap<>());
    }

    private long count(String graph, GenerationState state) {
        return of(graph).values().stream().filter(each -> each == state).count();
    }

    /** What holds at every moment. */
    void check() {
        states.forEach((graph, generations) -> {
            long serving = count(graph, GenerationState.ACTIVE);
            CheckFailed.unless(serving <= 1, "%s has %s", graph, generations);
            CheckFailed.unless(
                    count(graph, GenerationState.PREVIOUS) <= 1, "%s has %s", graph, generations);
            CheckFailed.unless(
                    count(graph, GenerationState.BUILDING) + count(graph, GenerationState.READY)
                            <= 1,
                    "two build %s: %s",
                    graph,
                    generations);
            Long named = active.get(graph);
            CheckFailed.unless(
                    serving == (named == null ? 0 : 1)
                            && (named == null || generations.get(named) == GenerationState.ACTIVE),
                    "%s is said to be served by %s of %s",
                    graph,
                    named,
                    generations);
            CheckFailed.unless(
                    last.getOrDefault(graph, 0L) >= generations.lastKey(),
                    "the last number of %s is %s: %s",
                    graph,
                    last,
                    generations);
        });
    }

    /** What holds from a moment to a later one. */
    void follows(Rows before) {
        before.last.forEach((graph, number) ->
                CheckFailed.unless(
                        last.getOrDefault(graph, 0L) >= number, "numbers of %s go back", graph));
        before.fences.forEach((graph, fence) ->
                CheckFailed.unless(
                        fences.getOrDefault(graph, 0L) >= fence, "fences of %s go back", graph));
        before.active.forEach((graph, number) ->
                CheckFailed.unless(
                        active.containsKey(graph) || !states.containsKey(graph),
                        "nothing serves %s any more, of %s",
                        graph,
                        of(graph)));
        states.forEach((graph, generations) ->
                generations.forEach((number, state) -> {
                    boolean known = before.of(graph).containsKey(number);
                    CheckFailed.unless(
                            known || before.last.getOrDefault(graph, 0L) < number,
                            "generation %s of %s is there again",
                            number,
                            graph);
                    var was = before.of(graph).get(number);
                    CheckFailed.unless(
                            was != GenerationState.RETIRED || state == GenerationState.RETIRED,
                            "generation %s of %s was retired and is %s",
                            number,
                            graph,
                            state);
                    CheckFailed.unless(
                            was != GenerationState.FAILED
                                    || state == GenerationState.FAILED
                                    || state == GenerationState.RETIRED,
                            "generation %s of %s had failed and is %s",
                            number,
                            graph,
                            state);
                }));
    }
}
