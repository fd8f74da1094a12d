package dev.hedgerow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MainTest {
    private final AnsweringNode node = new AnsweringNode();

    @AfterEach
    void stop() {
        node.close();
    }

    private int run(String... arguments) {
        return node.run(Map.of(), arguments);
    }

    private String out() {
        return node.out();
    }

    private String err() {
        return node.err();
    }

    @Test
    void withoutArgumentsItExplainsItself() {
        assertThat(run()).isZero();
        assertThat(out())
                .contains("Begin:", "demo ", "up ", "hedgerow graph create", "--output")
                .contains("load", "materialize", "placement");
        assertThat(err()).isEmpty();
    }

    @Test
    void everyVerbExplainsItself() {
        for (String verb : List.of("graph create", "load", "query", "branch merge", "demo")) {
            String[] arguments = (verb + " --help").split(" ");
            assertThat(run(arguments)).as(verb).isZero();
        }
        assertThat(out()).contains("Usage: hedgerow load", "--edge", "--url");
    }

    @Test
    void anAnswerIsATableOrJson() {
        node.answers(
                """
                {"graph": "g", "branch": "main", "commit": "co_1", "generation": "7",
                 "columns": [{"name": "a", "type": "STRING"}, {"name": "n", "type": "INT64"}],
                 "rows": [["x", 1], [null, 22]], "truncated": false, "statistics": {"rows": 2}}\
                """);

        assertThat(run("query", "g@closing", "RETURN 1", "-p", "n=3", "-p", "s=t")).isZero();
        assertThat(out()).startsWith("a   n\nx   1\n   22\n2 rows at co_1");
        assertThat(node.asked().getLast())
                .isEqualTo(
                        "POST /v1/graphs/g/query {\"cypher\":\"RETURN 1\",\"parameters\":"
                                + "{\"n\":3,\"s\":\"t\"},\"at\":\"closing\"}");
        node.forget();
        assertThat(run("query", "g", "RETURN 1", "-o", "json")).isZero();
        assertThat(out()).contains("\"commit\" : \"co_1\"");
    }

    @Test
    void foundRowsAreATableWithEveryProperty() {
        node.answers(
                """
                {"graph": "g", "branch": "main", "commit": "co_1", "rows": [
                 {"type": "Town", "key": "A", "id": "A", "properties": {"name": "x", "people": 1}},
                 {"type": "Town", "key": "B", "id": "B", "properties": {"name": "y"}}],
                 "next": {"type": "Town", "key": "B"}}\
                """);

        assertThat(run("find", "g", "Town", "name=x", "people=1", "-n", "2")).isZero();

        assertThat(node.asked().getLast())
                .startsWith("POST /v1/graphs/g/find {\"type\":\"Town\",\"where\":")
                .contains("{\"name\":\"x\",\"people\":1}", "\"limit\":2");
        assertThat(out())
                .contains("ROW     name  people", "Town A  x     1", "Town B  y")
                .endsWith("2 rows, and more at co_1\n");
    }

    @Test
    void aProblemIsOneSentenceItsPlacesAndAnExitCode() {
        node.status(422);
        node.answers(
                """
                {"code": "rows_invalid", "detail": "1 row is not valid", "status": 422,
                 "violations": [{"place": "row 1", "problem": "no iata", "fix": "add it"}]}\
                """);

        assertThat(run("mutate", "g", "{\"type\": \"Airport\", \"data\": {}}")).isEqualTo(5);
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("hedgerow: 1 row is not valid\n  row 1: no iata (add it)\n");
    }

    @Test
    void aProblemWithOnePlaceIsToldOnce() {
        node.status(422);
        node.answers(
                """
                {"code": "cypher_invalid", "detail": "1:8: no (fix it)",
                 "violations": [{"place": "1:8", "problem": "no", "fix": "fix it"}]}\
                """);

        assertThat(run("query", "g", "RETURN x")).isEqualTo(5);
        assertThat(err()).isEqualTo("hedgerow: 1:8: no (fix it)\n");
    }

    @Test
    void aProblemWithManyPlacesListsEachOnce() {
        node.status(422);
        node.answers(
                """
                {"code": "rows_invalid", "detail": "2 problems in the rows: a:1: no (fix)",
                 "violations": [{"place": "a:1", "problem": "no", "fix": "fix"},
                                {"place": "a:2", "problem": "nor this", "fix": ""}]}\
                """);

        assertThat(run("mutate", "g", "{}")).isEqualTo(5);
        assertThat(err())
                .isEqualTo("hedgerow: 2 problems in the rows\n  a:1: no (fix)\n  a:2: nor this\n");
    }

    @Test
    void helpExplainsACommandAtAnyDepth() {
        assertThat(run("help")).isZero();
        assertThat(out()).contains("Begin:", "materialize");
        node.forget();
        assertThat(run("help", "query")).isZero();
        assertThat(out()).contains("hedgerow query", "--min-commit");
        node.forget();
        assertThat(run("help", "graph", "create")).isZero();
        assertThat(out()).contains("hedgerow graph create", "--schema");
        node.forget();
        assertThat(run("help", "up")).isZero();
        assertThat(out()).contains("hedgerow up --help");
        assertThat(run("help", "graph", "crate")).isEqualTo(2);
        assertThat(err()).contains("did you mean `create`?");
    }

    @Test
    void wrongUseSaysWhatIsWrongAndWhereToRead() {
        assertThat(run("load", "g")).isEqualTo(2);
        assertThat(err()).startsWith("hedgerow: There is nothing to load");
        node.forget();
        assertThat(run("qery", "g")).isEqualTo(2);
        assertThat(err()).contains("Did you mean: hedgerow query").doesNotContain("Exception");
        node.forget();
        assertThat(run("load", "g", "--node", "Airport")).isEqualTo(2);
        assertThat(err()).contains("expected Type=FILE.csv");
        node.forget();
        assertThat(run("mutate", "g", "{oops")).isEqualTo(2);
        assertThat(err()).startsWith("hedgerow: row:1 is not a JSON object");
        node.forget();
        assertThat(run("log", "@main")).isEqualTo(2);
        assertThat(err()).startsWith("hedgerow: '@main' names no graph");
    }

    @Test
    void aMissingFileIsNotFound() {
        assertThat(run("graph", "create", "g", "--schema", "no-such.pg")).isEqualTo(3);
        assertThat(err()).isEqualTo("hedgerow: There is no file no-such.pg\n");
        node.forget();
        assertThat(run("load", "g", "--node", "A=no-such.csv")).isEqualTo(3);
        assertThat(err()).isEqualTo("hedgerow: There is no file no-such.csv to load\n");
    }

    @Test
    void deletingAGraphWithoutATerminalWantsYes() {
        assertThat(run("graph", "delete", "g")).isEqualTo(2);
        assertThat(node.asked()).isEmpty();
        assertThat(err()).contains("--yes");
    }

    @Test
    void aNodeThatIsNotThereIsUnavailable() {
        node.close();

        assertThat(run("status")).isEqualTo(7);
        assertThat(err()).startsWith("hedgerow: No node answers at http://127.0.0.1:");
    }
}
