package dev.hedgerow.bench;

import dev.hedgerow.files.JsonLines;
import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.graph.CreateGraph;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A graph of people who know each other, always the same.
 *
 * @param count of people, numbered from 0
 * @param degree how many each of them knows, spread over all
 */
record People(int count, int degree) {
    static final String SCHEMA =
            """
            node Person {
                @key(number)
                number: I64
                name: String
                age: I32
            }

            edge Knows: Person -> Person {
                since: I32
            }
            """;

    static final String LOOKUP = "MATCH (p:Person {number: $number}) RETURN p.name, p.age";
    static final String TWO_HOPS_COUNTED =
            "MATCH (p:Person {number: $number})-[:Knows]->(:Person)-[:Knows]->(q:Person)"
                    + " RETURN count(*)";
    static final String PATHS_COUNTED =
            "MATCH (p:Person {number: $number})-[:Knows*2..2]->(q:Person) RETURN count(*)";
    static final String TWO_HOPS =
            "MATCH (p:Person {number: $number})-[:Knows]->(:Person)-[:Knows]->(q:Person)"
                    + " RETURN count(*), max(q.age)";

    private static final int CHUNK = 10_000;

    /** A prime that no count is a multiple of, so that a person knows nobody twice. */
    private static final long STRIDE = 104_729;

    static CreateGraph graph(String name) {
        return new CreateGraph("default", name, SCHEMA, name, "bench");
    }

    int edges() {
        return count * degree;
    }

    /** People of these numbers as JSON Lines. */
    String nodes(int from, int until) {
        var text = new StringBuilder();
        for (int i = from; i < until; i++) {
            text.append(
                    "{\"type\":\"Person\",\"data\":{\"number\":%d,\"name\":\"%s\",\"age\":%d}}%n"
                            .formatted(i, name(i), age(i)));
        }
        return text.toString();
    }

    /** Edges of these numbers, those of a person one after the other, as JSON Lines. */
    String edges(int from, int until) {
        var text = new StringBuilder();
        for (int i = from; i < until; i++) {
            long source = i / degree;
            long target = (source * 7919 + (i % degree + 1) * STRIDE) % count;
            text.append(
                    "{\"edge\":\"Knows\",\"from\":%d,\"to\":%d,\"data\":{\"since\":%d}}%n"
                            .formatted(source, target, 1950 + i % 75));
        }
        return text.toString();
    }

    /** All people and edges, made while they are read. */
    RowSource source() {
        var parts =
                Stream.concat(
                        chunks(count).map(from -> nodes(from, Math.min(count, from + CHUNK))),
                        chunks(edges()).map(from -> edges(from, Math.min(edges(), from + CHUNK))));
        var streams = parts.map(People::stream).iterator();
        var joined =
                new InputStream() {
                    private InputStream part = InputStream.nullInputStream();

                    @Override
                    public int read() throws IOException {
                        var one = new byte[1];
                        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        int count = part.read(into, offset, length);
                        while (count < 0 && streams.hasNext()) {
                            part = streams.next();
                            count = part.read(into, offset, length);
                        }
                        return count;
                    }
                };
        return JsonLines.of(joined, "people", OptionalLong.empty());
    }

    private static Stream<Integer> chunks(int until) {
        return IntStream.iterate(0, from -> from < until, from -> from + CHUNK).boxed();
    }

    private static InputStream stream(String lines) {
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    }

    static RowSource source(String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        return JsonLines.of(
                new ByteArrayInputStream(bytes), "people", OptionalLong.of(bytes.length));
    }

    /** The whole person as it shall be. */
    static Row person(long id, int age) {
        return new Row.NodeRow(
                new Place("bench", 1),
                Op.UPSERT,
                "Person",
                Optional.empty(),
                Optional.empty(),
                Map.of("number", id, "name", name(id), "age", (long) age));
    }

    static String name(long id) {
        return "Person number " + id;
    }

    private static int age(int id) {
        return id % 90;
    }
}
