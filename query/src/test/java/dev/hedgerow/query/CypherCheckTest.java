package dev.hedgerow.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CypherCheckTest {
    static final List<String> GOOD = Queries.GOOD;
    static final List<String> ATTACKS = Queries.ATTACKS;

    @ParameterizedTest
    @FieldSource("GOOD")
    void aReadingQueryPasses(String cypher) {
        assertThat(CypherCheck.check(cypher, Map.of()).text()).isNotBlank();
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void aCheckedTextPassesAgainAsItIs(String cypher) {
        var checked = CypherCheck.check(cypher, Map.of());
        assertThat(CypherCheck.check(checked.text(), Map.of())).isEqualTo(checked);
    }

    @ParameterizedTest
    @FieldSource("ATTACKS")
    void X2_cypherCannotReadOrWriteFiles(String attack) {
        for (var dressed : Disguises.of(attack)) {
            assertThatThrownBy(() -> CypherCheck.check(dressed, Map.of()))
                    .as(dressed)
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> {
                                assertThat(e.failure())
                                        .isIn(Failure.CYPHER_REFUSED, Failure.CYPHER_INVALID);
                                assertThat(e.violations()).hasSize(1);
                                assertThat(e.violations().getFirst().place()).matches("\\d+:\\d+");
                            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "MATCH (n) LOAD FROM 'x' RETURN n|cypher_refused|1:11|LOAD reaches outside the graph|load and export",
                "MATCH (n) SET n.x = 1|cypher_refused|1:11|SET writes|mutate",
                "CREATE (n:A)|cypher_refused|1:1|CREATE writes|schema apply",
                "CHECKPOINT|cypher_refused|1:1|CHECKPOINT steers the engine|",
                "CALL threads=8|cypher_refused|1:6|the setting 'threads'|",
                "CALL bm_info() RETURN *|cypher_refused|1:6|CALL may not be used with 'bm_info'|show_tables()",
                "RETURN 1; RETURN 2|cypher_refused|1:11|second statement|one statement",
                "RETURN nextval('s')|cypher_refused|1:8|the function 'nextval'|",
                "RETURN lenght('s')|cypher_refused|1:8|the function 'lenght'|did you mean length?",
                "MATCH p=shortestPath((a)-[*]-(b)) RETURN p|cypher_refused|1:9|'shortestPath'|SHORTEST 1..5",
                "MATCH (n) RETRUN n|cypher_invalid|1:11|'RETRUN' is not expected|did you mean RETURN?",
                "MATCH (n RETURN n|cypher_invalid|1:10|but the '(' at 1:7 is not closed|add )",
                "MATCH (n) WHERE n.x = 1 ODRER BY n|cypher_invalid|1:25|'ODRER'|did you mean ORDER?",
                "MATCH (n) WHERE n.x != 1 RETURN n|cypher_invalid|1:21|'!'|not equal is <>",
                "MATCH (n|cypher_invalid|1:7|'(' is not closed|",
                "MATCH (n]) RETURN n|cypher_invalid|1:9|nothing that it closes|",
                "MATCH (n)|cypher_invalid|1:10|returns nothing|RETURN",
                "RETURN|cypher_invalid|1:7|ends where something more|",
                "RETURN CASE WHEN 1 THEN 2|cypher_invalid|1:26|END was expected|",
                "RETURN 'abc|cypher_invalid|1:8|string is not closed|",
                "RETURN 'a\\qb'|cypher_invalid|1:11|unknown escape|known are",
                "RETURN `abc|cypher_invalid|1:8|quoted name is not closed|",
                "RETURN 1 /* x|cypher_invalid|1:10|comment is not closed|",
                "RETURN ?|cypher_invalid|1:8|'?'|$name",
                "RETURN $|cypher_invalid|1:8|parameter has no name|",
                "RETURN 1 2|cypher_invalid|1:10|'2' is not expected|",
                "5|cypher_invalid|1:1|a clause was expected|",
                "UNWIND range(1, size([1])) AS x RETURN x|cypher_refused|1:8|known before the query runs|parameters",
                "RETURN repeat('x', 1000000)|limit_exceeded|1:8|1000000|",
                "UNWIND range(1, 5000000) AS x RETURN x|limit_exceeded|1:8|range makes 5000000|",
                "UNWIND range(5000000, 1, -1) AS x RETURN x|limit_exceeded|1:8|range makes 5000000|",
                "UNWIND range(-99999999999999999999, 99999999999999999999) AS x RETURN x|limit_exceeded|1:8|very many|",
                "UNWIND range(1, 5, 0) AS x RETURN x|cypher_invalid|1:8|step of range is 0|",
                "RETURN list_transform([1], x -> range(1, 9))|cypher_refused|1:33|every element|",
                "RETURN all(x IN [1] WHERE size(range(1, 9)) = 9)|cypher_refused|1:32|every element|",
                "RETURN repeat(repeat('x', 9), 9)|cypher_refused|1:15|every element|",
            })
    void aRefusalSaysWhereWhyAndWhatToDo(
            String cypher, String code, String place, String problem, @Nullable String fix) {
        assertThatThrownBy(() -> CypherCheck.check(cypher, Map.of()))
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> {
                            assertThat(e.failure().code()).isEqualTo(code);
                            var violation = e.violations().getFirst();
                            assertThat(violation.place()).isEqualTo(place);
                            assertThat(violation.problem()).contains(problem);
                            assertThat(violation.fix()).contains(fix == null ? "" : fix);
                        });
    }

    @Test
    void placesCountLinesAndCharacters() {
        assertThatThrownBy(() ->
                        CypherCheck.check(
                                "MATCH (n)\n  // \uD83D\uDE00\n /* \uD83D\uDE00 */ SET n.x = 1",
                                Map.of()))
                .hasMessageStartingWith("3:10: SET writes");
    }

    @Test
    void theEngineIsGivenWhatWasCheckedAndNothingElse() {
        var text =
                CypherCheck.check(
                                "MATCH /* x */ (n)\u00a0// y\nWHERE n.order = \"it's\\n\\u0041\" RETURN n.load ;",
                                Map.of())
                        .text();
        assertThat(text)
                .isEqualTo("MATCH         (n)     \nWHERE n.`order` = 'it\\'s\nA' RETURN n.load");
    }

    @Test
    void explainingIsTold() {
        assertThat(CypherCheck.check("EXPLAIN RETURN 1", Map.of()).explains()).isTrue();
        assertThat(CypherCheck.check("profile RETURN 1", Map.of()).explains()).isTrue();
        assertThat(CypherCheck.check("RETURN 1 AS explain", Map.of()).explains()).isFalse();
    }

    @Test
    void exactlyTheNamedParametersAreHandedOnInTheirOrder() {
        var checked =
                CypherCheck.check(
                        "RETURN $b + $a + $b + $`x y`", Map.of("a", 1L, "b", 2, "x y", 3));
        assertThat(checked.parameters())
                .containsExactly(entry("b", 2), entry("a", 1L), entry("x y", 3));
        assertThat(checked.text()).isEqualTo("RETURN $b + $a + $b + $`x y`");
    }

    @Test
    void missingAndExtraParametersAreNamed() {
        assertThatThrownBy(() -> CypherCheck.check("RETURN 1,\n $name", Map.of("nmae", 1)))
                .hasMessage("2:2: the parameter $name is missing (given are $nmae)");
        assertThatThrownBy(() -> CypherCheck.check("RETURN $a", Map.of()))
                .hasMessage("1:8: the parameter $a is missing (no parameters are given)");
        assertThatThrownBy(() -> CypherCheck.check("RETURN $a", Map.of("a", 1, "c", 1, "b", 1)))
                .hasMessage("parameters.b: the query names no parameter $b, $c (it names $a)");
        assertThatThrownBy(() -> CypherCheck.check("RETURN '$a'", Map.of("a", 1)))
                .hasMessage("parameters.a: the query names no parameter $a (it names none)");
    }

    @Test
    void parametersOfEveryKindPassAndOthersAreRefused() {
        var values = new HashMap<String, @Nullable Object>();
        values.put("null", null);
        values.put("list", List.of(1, 2L, 1.5, 1.5f, true, "x", BigInteger.TEN, BigDecimal.ONE));
        values.put("map", Map.of("d", LocalDate.EPOCH, "t", Instant.EPOCH, "u", new UUID(1, 2)));
        values.put("bytes", new byte[3]);
        var checked = CypherCheck.check("RETURN $null, $list, $map, $bytes", values);
        assertThat(checked.parameters()).isEqualTo(values);
        assertThatThrownBy(() -> CypherCheck.check("RETURN $x", Map.of("x", new Object())))
                .hasMessageStartingWith("parameters.x: a query takes no Object");
        assertThatThrownBy(() -> CypherCheck.check("RETURN $x", Map.of("x", Map.of(1, 2))))
                .hasMessageContaining("a key of the map is not a name");
        assertThatThrownBy(() -> CypherCheck.check("RETURN $x", Map.of("x", "a\0b")))
                .hasMessageContaining("U+0000");
        assertThatThrownBy(() -> CypherCheck.check("RETURN 'a\\u0000b'", Map.of()))
                .hasMessageContaining("U+0000");
        assertThatThrownBy(() -> CypherCheck.check("RETURN '\\ud800'", Map.of()))
                .hasMessageContaining("half a surrogate pair");
    }

    @Test
    void parametersAreBounded() {
        assertLimit("RETURN $x", Map.of("x", Collections.nCopies(100_001, 1)));
        assertLimit("RETURN $x", Map.of("x", "x".repeat(4_000_001)));
        assertLimit("RETURN $x", Map.of("x", new BigDecimal("1e2000000000")));
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        assertLimit("RETURN $x", Map.of("x", deep));
        List<Object> loop = new ArrayList<>();
        loop.add(loop);
        assertLimit("RETURN $x", Map.of("x", loop));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETURN CAST(['1.5'], 'DECIMAL(9,2)[]')",
                "RETURN cast(['1.5'] AS decimal(9, 2)[])",
                "RETURN CAST(['1.5'], 'NUMERIC[1]')",
                "RETURN CAST({a: ['1.5']}, 'STRUCT(a DECIMAL(9,2)[])')",
                "RETURN CAST(map(['a'], ['1']), 'MAP(STRING, DECIMAL(9,2))')",
                "RETURN CAST(['1.5'], 'DEC' + 'IMAL[]')",
                "RETURN CAST(['1.5'], lower('DECIMAL[]'))",
                "RETURN CAST(['1.5'], '\\u0044ECIMAL[]')",
                "RETURN CAST(CAST(['1.5'], 'DECIMAL[]'), 'DOUBLE[]')",
                "RETURN CAST(['1.5'], `DECIMAL[]`)",
                "RETURN CAST(['1.5'], $type)"
            })
    void castsThatEndTheEngineAreRefused(String cypher) {
        assertThatThrownBy(() -> CypherCheck.check(cypher, Map.of("type", "DECIMAL[]")))
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e ->
                                assertThat(e.failure())
                                        .isIn(Failure.CYPHER_REFUSED, Failure.CYPHER_INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETURN CAST('1.5', 'DECIMAL(9, 2)')",
                "RETURN CAST('1.5' AS decimal(9,2)), CAST(1, \"NUMERIC(4,1)\")",
                "RETURN CAST(['1', '2'], 'INT64[]'), CAST([1.5, 2], 'FLOAT[2]')",
                "MATCH (n:A) RETURN CAST(n.x AS STRING)"
            })
    void otherCastsPass(String cypher) {
        assertThat(CypherCheck.check(cypher, Map.of()).text()).isNotEmpty();
    }

    @Test
    void rangesMayBeSizedByParameters() {
        assertThat(
                        CypherCheck.check(
                                        "UNWIND range(1, $n) AS x RETURN x", Map.of("n", 100_000L))
                                .text())
                .contains("$n");
        assertLimit("UNWIND range(-$n, $n) AS x RETURN x", Map.of("n", 60_000));
        assertThatThrownBy(() -> CypherCheck.check("RETURN range(1, $n)", Map.of("n", "9")))
                .hasMessageContaining("known before the query runs");
    }

    @Test
    void whatTheEngineCannotBearIsBounded() {
        assertLimit("RETURN " + "[".repeat(33) + "]".repeat(33));
        assertLimit("RETURN " + "(".repeat(50_000));
        assertLimit("RETURN " + "abs(".repeat(33) + "1" + ")".repeat(33));
        assertLimit("RETURN " + "{a:".repeat(33) + "1" + "}".repeat(33));
        assertLimit("RETURN " + "CASE WHEN true THEN ".repeat(9) + "1" + " END".repeat(9));
        assertLimit("RETURN 1" + "+1".repeat(501));
        assertLimit("RETURN 1" + "*1".repeat(501));
        assertLimit("RETURN " + "NOT ".repeat(501) + "true");
        assertLimit("RETURN " + "-".repeat(501) + "1");
        assertLimit("RETURN x" + ".a".repeat(503));
        assertLimit("RETURN [1]" + "[1]".repeat(501));
        assertLimit("RETURN true" + " AND true".repeat(501));
        assertLimit("RETURN (1" + "+1".repeat(300) + " + (1" + "+1".repeat(300) + "))");
        assertLimit("MATCH (n0)" + "-[:R]->(n)".repeat(11) + " RETURN 1");
        assertLimit("MATCH (n0)" + "--(n)".repeat(11) + " RETURN 1");
        assertLimit("WITH 1 AS x" + " WITH x".repeat(100) + " RETURN x");
        assertLimit("RETURN '" + "x".repeat(100_000) + "'");
        assertLimit(
                "MATCH (n) WHERE "
                        + "EXISTS { MATCH (n) WHERE ".repeat(5)
                        + "true"
                        + "}".repeat(5)
                        + " RETURN n");
        var manyTerms = "MATCH (n) WHERE n.x = 1" + " OR n.x = 1".repeat(400) + " RETURN n";
        assertThat(CypherCheck.check(manyTerms, Map.of()).text()).hasSameSizeAs(manyTerms);
        var manyParts =
                "MATCH (a)"
                        + "-->(b)".repeat(9)
                        + " WITH a MATCH (a)"
                        + "-->(b)".repeat(9)
                        + " RETURN 1";
        assertThat(CypherCheck.check(manyParts, Map.of()).text()).isEqualTo(manyParts);
        assertThat(CypherCheck.check("RETURN [1" + ",1".repeat(40_000) + "]", Map.of()).explains())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                ";",
                "// x",
                "/**/",
                "\0",
                "\uFEFFRETURN 1",
                "RETURN\u200B 1",
                "L\u0130MIT",
                "RETURN \u017F"
            })
    void nothingAndOddCharactersAreRefused(String cypher) {
        assertThatThrownBy(() -> CypherCheck.check(cypher, Map.of()))
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.CYPHER_INVALID));
    }

    @Test
    void noInputMakesTheCheckFailOtherwise() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var text = Disguises.garbled(random);
            try {
                var checked = CypherCheck.check(text, Map.of());
                assertThat(CypherCheck.check(checked.text(), Map.of()).text())
                        .isEqualTo(checked.text());
            } catch (HedgerowException e) {
                assertThat(e.violations()).as("seed %s: %s", seed, text).hasSize(1);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    private static void assertLimit(String cypher) {
        assertLimit(cypher, Map.of());
    }

    private static void assertLimit(String cypher, Map<String, ?> parameters) {
        assertThatThrownBy(() -> CypherCheck.check(cypher, parameters))
                .as(cypher.substring(0, Math.min(60, cypher.length())))
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.LIMIT_EXCEEDED));
    }
}
