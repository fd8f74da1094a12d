package dev.hedgerow.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EngineWordsTest {
    private static final Vocabulary FLIGHTS = flights();

    private static Vocabulary flights() {
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        nodes.put("Airport", List.of("iata", "name", "city"));
        nodes.put("Town", List.of("mayor"));
        return new Vocabulary(nodes, Map.of("Route", List.of("flights")));
    }

    private static HedgerowException explained(String cypher, String words) {
        var refusal = HedgerowException.of(Failure.CYPHER_INVALID, words);
        return EngineWords.explained(refusal, cypher, FLIGHTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MATCH (a:Airport) RETURN a.nam|Cannot find property nam for a.|1:28: Airport has no"
                        + " property nam (did you mean `name`?)",
                "MATCH (a:Airport {nam: 1}) RETURN a|Cannot find property nam for a.|1:19: Airport has"
                        + " no property nam (did you mean `name`?)",
                "MATCH (nam) RETURN nam.nam|Cannot find property nam for nam.|1:24: nam has no"
                        + " property nam (did you mean `name`?)",
                "MATCH (a:Airport:Town) RETURN a.x|Cannot find property x for a.|1:33: Airport and Town"
                        + " has no property x (there is: iata, name, city, mayor)",
                "MATCH (a:Airpor) RETURN a|Table Airpor does not exist.|1:10: the graph has no type"
                        + " Airpor (did you mean `Airport`?)",
                "MATCH ()-[r:Rout]->() RETURN r|Table Rout does not exist.|1:13: the graph has no type"
                        + " Rout (did you mean `Route`?)",
                "MATCH (a:Route) RETURN a|Cannot bind Route as a node pattern label.|1:10: Route is a"
                        + " type of edges, not of nodes (there is: Airport, Town)",
                "MATCH (a:Airport) RETURN b|Variable b is not in scope.|1:26: nothing is called b here"
                        + " (name it in MATCH, WITH or UNWIND before)",
                "MATCH (a:Airport) RETURN a.name LIMIT -1|The number of rows to skip/limit must be a"
                        + " non-negative integer.|1:33: LIMIT and SKIP take a number from 0",
                "RETURN 'a' + 1|Cannot match a built-in function for given function +(STRING,INT64)."
                        + " Supported inputs are (INT128,INT128) -> INT128|1:12: + does not take"
                        + " (STRING, INT64) (cast one of them, as in CAST(x AS STRING))",
                "RETURN substring('abc')|Function SUBSTRING did not receive correct arguments: Actual:"
                        + " (STRING) Expected: (STRING,INT64,INT64) -> STRING|1:8: substring does not"
                        + " take (STRING) (it takes (STRING,INT64,INT64) -> STRING)",
                "MATCH (a:Airport) WHERE a.iata RETURN a|Expression a.iata has data type STRING but"
                        + " expected BOOL. Implicit cast is not supported.|1:27: a.iata is STRING,"
                        + " where BOOL was expected",
                "MATCH (a)-[a:Route]->(b) RETURN a|a has data type NODE but REL was expected.|1:8: a is"
                        + " NODE, where REL was expected",
                "RETURN 1/0|Divide by zero.|query: Divide by zero",
            })
    void whatTheEngineRefusesHasAPlaceAndAFix(String cypher, String words, String told) {
        var explained = explained(cypher, words);

        assertThat(explained).hasMessage(told);
        assertThat(explained.failure()).isEqualTo(Failure.CYPHER_INVALID);
        assertThat(explained.violations()).hasSize(1);
        assertThat(explained.violations().getFirst()).hasToString(told);
    }

    @Test
    void otherFailuresStayAsTheyAre() {
        var failure =
                HedgerowException.of(Failure.DEADLINE_EXCEEDED, "Variable b is not in scope.");

        assertThat(EngineWords.explained(failure, "RETURN b", FLIGHTS)).isSameAs(failure);
    }
}
