package dev.hedgerow.engine;

import static dev.hedgerow.engine.TestEngine.LIMITS;
import static dev.hedgerow.engine.TestEngine.assertFails;
import static dev.hedgerow.engine.TestEngine.rows;
import static dev.hedgerow.engine.TestEngine.value;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {
    private static final String UUID_TEXT = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";

    @TempDir Path folder;
    private EngineDatabase database;
    private Session session;

    @BeforeEach
    void open() {
        database = TestEngine.open(folder);
        session = database.session();
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Arguments> literals() {
        return Stream.of(
                Arguments.of("true", true),
                Arguments.of("CAST(-128, 'INT8')", -128L),
                Arguments.of("CAST(255, 'UINT8')", 255L),
                Arguments.of("CAST(-32768, 'INT16')", -32768L),
                Arguments.of("CAST(65535, 'UINT16')", 65535L),
                Arguments.of("CAST(-2147483648, 'INT32')", -2147483648L),
                Arguments.of("CAST(4294967295, 'UINT32')", 4294967295L),
                Arguments.of("-9223372036854775807", -Long.MAX_VALUE),
                Arguments.of(
                        "CAST('18446744073709551615', 'UINT64')",
                        new BigInteger("18446744073709551615")),
                Arguments.of(
                        "CAST('-170141183460469231731687303715884105727', 'INT128')",
                        new BigInteger("-170141183460469231731687303715884105727")),
                Arguments.of("CAST(1.5, 'FLOAT')", 1.5),
                Arguments.of("0.1", 0.1),
                Arguments.of("CAST('-1.25', 'DECIMAL(4, 2)')", new BigDecimal("-1.25")),
                Arguments.of("CAST('-12345.67', 'DECIMAL(9, 2)')", new BigDecimal("-12345.67")),
                Arguments.of(
                        "CAST('-123456.789012', 'DECIMAL(18, 6)')",
                        new BigDecimal("-123456.789012")),
                Arguments.of(
                        "CAST('-1234567890123456789012.5', 'DECIMAL(38, 4)')",
                        new BigDecimal("-1234567890123456789012.5000")),
                Arguments.of("'Grüße 🌳'", "Grüße 🌳"),
                Arguments.of("''", ""),
                Arguments.of("BLOB('\\\\xFF\\\\x00\\\\x01')", new byte[] {-1, 0, 1}),
                Arguments.of("UUID('" + UUID_TEXT + "')", UUID.fromString(UUID_TEXT)),
                Arguments.of("date('1899-12-31')", LocalDate.of(1899, 12, 31)),
                Arguments.of(
                        "timestamp('1969-12-31 23:59:59.999999')",
                        Instant.parse("1969-12-31T23:59:59.999999Z")),
                Arguments.of(
                        "CAST('2024-02-29 12:00:00', 'TIMESTAMP_SEC')",
                        Instant.parse("2024-02-29T12:00:00Z")),
                Arguments.of(
                        "CAST('2024-02-29 12:00:00.123', 'TIMESTAMP_MS')",
                        Instant.parse("2024-02-29T12:00:00.123Z")),
                Arguments.of(
                        "CAST('2024-02-29 12:00:00.123456', 'TIMESTAMP_NS')",
                        Instant.parse("2024-02-29T12:00:00.123456Z")),
                Arguments.of(
                        "CAST('2024-02-29 12:00:00+02:00', 'TIMESTAMP_TZ')",
                        Instant.parse("2024-02-29T10:00:00Z")),
                Arguments.of("interval('1 day 2 seconds')", Duration.ofSeconds(86_402)),
                Arguments.of("[1, null, 3]", Arrays.asList(1L, null, 3L)),
                Arguments.of("[['a'], [], null]", Arrays.asList(List.of("a"), List.of(), null)),
                Arguments.of("CAST([1.0, 2.5], 'FLOAT[2]')", List.of(1.0, 2.5)),
                Arguments.of("{a: 1, b: 'x'}", Map.of("a", 1L, "b", "x")),
                Arguments.of("map(['k', 'l'], [1, null])", nullable("k", 1L, "l", null)),
                Arguments.of("{offset: 1, `table`: 2}", Map.of("offset", 1L, "table", 2L)));
    }

    @ParameterizedTest
    @MethodSource("literals")
    void everyTypeComesOutAsItsJavaValue(String literal, @Nullable Object expected) {
        assertThat(value(session, literal)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("literals")
    void nullsBetweenValuesKeepTheOthersInPlace(String literal, @Nullable Object expected) {
        var cases =
                rows(
                        session,
                        "UNWIND range(0, 599) AS i RETURN i, CASE WHEN i % 3 = 0 THEN null ELSE "
                                + literal
                                + " END ORDER BY i");
        assertThat(cases).hasSize(600);
        for (var row : cases) {
            var wanted = (long) requireNonNull(row.get(0)) % 3 == 0 ? null : expected;
            assertThat(row.get(1)).isEqualTo(wanted);
        }
    }

    @Test
    void nestedStructsWithNullsKeepTheirPlaces() {
        var text =
                "UNWIND [0, 1] AS i RETURN {a: CASE WHEN i = 0 THEN null ELSE 'x' END,"
                        + " b: CASE WHEN i = 1 THEN null ELSE {c: 1} END} ORDER BY i";
        assertThat(rows(session, text))
                .containsExactly(
                        List.of(nullable("a", null, "b", Map.of("c", 1L))),
                        List.of(nullable("a", "x", "b", null)));
        assertThat(value(session, "[null, {a: 1}, null, {a: 2}]"))
                .isEqualTo(Arrays.asList(null, Map.of("a", 1L), null, Map.of("a", 2L)));
    }

    static Stream<Object> parameters() {
        return Stream.of(
                true,
                -5L,
                new BigInteger("-170141183460469231731687303715884105728"),
                0.1,
                new BigDecimal("-1.25"),
                new BigDecimal("-12345.67"),
                new BigDecimal("-123456789.012"),
                new BigDecimal("-1234567890123456789012.5"),
                new BigDecimal("0.001"),
                "Grüße 🌳 of more than fifteen bytes",
                "",
                new byte[] {0, -1, 7},
                LocalDate.of(1600, 2, 29),
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                Duration.ofSeconds(-5, 1000),
                UUID.fromString(UUID_TEXT),
                List.of("a", "b"),
                Arrays.asList(1L, null, 3L),
                List.of(List.of(1L), List.of()),
                Map.of("x", 1L),
                List.of(nullable("k", "a", "v", null), nullable("k", null, "v", 2L)));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void everyParameterComesBackAsItWas(Object parameter) {
        var result = session.query("RETURN $p", Map.of("p", parameter), LIMITS);
        assertThat(result.rows().getFirst().getFirst()).isEqualTo(parameter);
    }

    @Test
    void narrowAndMixedNumbersAreWidened() {
        assertThat(echo((short) 7)).isEqualTo(7L);
        assertThat(echo(1.5f)).isEqualTo(1.5);
        assertThat(echo(List.of(1, new BigDecimal("2.5")))).isEqualTo(List.of(1.0, 2.5));
        assertThat(echo(List.of(1, 2.5))).isEqualTo(List.of(1.0, 2.5));
    }

    @Test
    void anEmptyListAndNullAreParametersToo() {
        assertThat(rows(session, "RETURN 1")).hasSize(1);
        assertThat(session.query("UNWIND $p AS x RETURN x", Map.of("p", List.of()), LIMITS).rows())
                .isEmpty();
        assertThat(session.query("RETURN 1 IN $p", Map.of("p", List.of()), LIMITS).rows())
                .containsExactly(List.of(false));
        var nothing = new LinkedHashMap<String, @Nullable Object>();
        nothing.put("p", null);
        assertThat(session.query("RETURN $p IS NULL", nothing, LIMITS).rows())
                .containsExactly(List.of(true));
    }

    @Test
    void aParameterMayChangeItsTypeBetweenCalls() {
        assertThat(echo(1L)).isEqualTo(1L);
        assertThat(echo("one")).isEqualTo("one");
        assertThat(echo(List.of(1L))).isEqualTo(List.of(1L));
        assertThat(echo(1L)).isEqualTo(1L);
    }

    @Test
    void missingAndUnknownParametersAreRefused() {
        assertFails(
                        Failure.CYPHER_INVALID,
                        () -> session.query("RETURN $a, $b", Map.of("a", 1), LIMITS))
                .hasMessageContaining("$b");
        assertFails(
                        Failure.CYPHER_INVALID,
                        () -> session.query("RETURN $a", Map.of("a", 1, "c", 2), LIMITS))
                .hasMessageContaining("$c");
    }

    @Test
    void parametersThatWouldArriveChangedAreRefused() {
        for (Object wrong :
                List.of(
                        "a\0b",
                        "\uD83C",
                        List.of("a\0"),
                        List.of(1, "a"),
                        BigInteger.ONE.shiftLeft(127),
                        new BigDecimal("1e38"),
                        Map.of(),
                        Instant.MAX,
                        LocalDate.MAX,
                        new Object())) {
            assertFails(Failure.CYPHER_INVALID, () -> echo(wrong)).hasMessageContaining("$p");
        }
    }

    @Test
    void unionsAreRefusedBeforeTheyEndTheProcess() {
        session.execute("CREATE NODE TABLE U(id INT64 PRIMARY KEY, u UNION(a INT64, b STRING))");
        session.execute("CREATE (:U {id: 1, u: 5}), (:U {id: 2})");
        assertFails(Failure.CYPHER_REFUSED, () -> rows(session, "MATCH (n:U) RETURN n.u"));
        assertFails(Failure.CYPHER_REFUSED, () -> rows(session, "MATCH (n:U) RETURN n"));
        assertFails(Failure.CYPHER_REFUSED, () -> rows(session, "MATCH (n:U) RETURN collect(n.u)"));
        assertThat(rows(session, "MATCH (n:U) RETURN count(*)")).containsExactly(List.of(2L));
    }

    @Test
    void nodesEdgesAndPathsComeOutWhole() {
        TestEngine.ring(session, 4);
        var row =
                rows(
                                session,
                                "MATCH p = (a:City {number: 0})-[r:Road]->(b)-[:Road]->(c)"
                                        + " RETURN a, r, b, p, id(a), collect(id(a))")
                        .getFirst();
        var a = (NodeValue) requireNonNull(row.get(0));
        var r = (EdgeValue) requireNonNull(row.get(1));
        var b = (NodeValue) requireNonNull(row.get(2));
        var p = (PathValue) requireNonNull(row.get(3));
        assertThat(a.label()).isEqualTo("City");
        assertThat(a.properties()).isEqualTo(Map.of("name", "c0", "number", 0L));
        assertThat(r.label()).isEqualTo("Road");
        assertThat(r.from()).isEqualTo(a.id());
        assertThat(r.to()).isEqualTo(b.id());
        assertThat(r.properties()).isEqualTo(Map.of("km", 0L));
        assertThat(p.nodes().subList(0, 2)).containsExactly(a, b);
        assertThat(p.edges()).hasSize(2).startsWith(r);
        assertThat(row.get(4)).isEqualTo(a.id());
        assertThat(row.get(5)).isEqualTo(List.of(a.id()));
    }

    @Test
    void optionalNodesThatAreAbsentKeepTheOthersInPlace() {
        TestEngine.ring(session, 6);
        session.execute("MATCH (:City {number: 2})-[r:Road]->() DELETE r");
        var found =
                rows(
                        session,
                        "MATCH (a:City) OPTIONAL MATCH (a)-[r:Road]->(b:City)"
                                + " RETURN a.number, r, b, id(b) ORDER BY a.number");
        assertThat(found).hasSize(6);
        for (var row : found) {
            long number = (long) requireNonNull(row.get(0));
            if (number == 2) {
                assertThat(row.subList(1, 4)).containsOnlyNulls();
            } else {
                var r = (EdgeValue) requireNonNull(row.get(1));
                var b = (NodeValue) requireNonNull(row.get(2));
                assertThat(r.properties()).containsEntry("km", number);
                assertThat(b.properties()).containsEntry("number", (number + 1) % 6);
                assertThat(row.get(3)).isEqualTo(b.id()).isEqualTo(r.to());
            }
        }
    }

    @Test
    void pathsOfSeveralLengthsAndLabelsAreWhole() {
        TestEngine.ring(session, 5);
        session.execute("CREATE NODE TABLE Lake(name STRING PRIMARY KEY, area DOUBLE)");
        session.execute("CREATE (:Lake {name: 'l', area: 1.5})");
        var paths =
                rows(
                        session,
                        "MATCH p = (a:City {number: 0})-[:Road*1..3]->(b:City) RETURN p"
                                + " ORDER BY length(p)");
        assertThat(paths).hasSize(3);
        for (int i = 0; i < 3; i++) {
            var path = (PathValue) requireNonNull(paths.get(i).getFirst());
            assertThat(path.nodes()).hasSize(i + 2);
            assertThat(path.edges()).hasSize(i + 1);
            assertThat(path.nodes().getLast().properties()).containsEntry("number", i + 1L);
        }
        var labels = rows(session, "MATCH (n) RETURN n ORDER BY label(n), n.name");
        var lake = (NodeValue) requireNonNull(labels.getLast().getFirst());
        assertThat(lake.label()).isEqualTo("Lake");
        assertThat(lake.properties()).isEqualTo(Map.of("name", "l", "area", 1.5));
    }

    @Test
    void columnsCarryTheirNamesAndTypes() {
        var result =
                session.query("RETURN 1 AS one, [date('2000-01-01')] AS days", Map.of(), LIMITS);
        assertThat(result.columns())
                .containsExactly(
                        new QueryResult.Column("one", "INT64"),
                        new QueryResult.Column("days", "DATE[]"));
        assertThat(result.truncated()).isFalse();
        assertThat(result.milliseconds()).isPositive();
    }

    private @Nullable Object echo(Object parameter) {
        var result = session.query("RETURN $p", Map.of("p", parameter), LIMITS);
        return result.rows().getFirst().getFirst();
    }

    private static Map<String, @Nullable Object> nullable(
            String a, @Nullable Object x, String b, @Nullable Object y) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put(a, x);
        map.put(b, y);
        return map;
    }
}
