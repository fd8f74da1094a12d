package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Answers;
import dev.hedgerow.client.Answer;
import dev.hedgerow.client.Query;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

/** {@code query}. */
@Command
final class QueryCommands {
    private final Session session;

    QueryCommands(Session session) {
        this.session = session;
    }

    @Command(name = "query", description = "Answer a Cypher query")
    int query(
            @Parameters(paramLabel = "GRAPH[@VIEW]") View view,
            @Parameters(
                            paramLabel = "CYPHER",
                            description = "The query; - reads it from the standard input")
                    String cypher,
            @Option(
                            names = {"-p", "--parameter"},
                            paramLabel = "NAME=VALUE",
                            description = "A parameter; the value is JSON, or else a text")
                    @Nullable List<String> parameters,
            @Option(
                            names = "--min-commit",
                            paramLabel = "COMMIT",
                            description = "Wait until this commit can be seen")
                    Optional<String> minCommit,
            @Option(names = "--timeout", paramLabel = "SECONDS") Optional<Double> timeout,
            @Option(names = "--max-rows", paramLabel = "N") Optional<Integer> maxRows)
            throws IOException {
        String text = cypher.equals("-") ? Inputs.standard() : cypher;
        Query query =
                new Query(
                        text,
                        values(parameters),
                        view.at(),
                        minCommit,
                        timeout.map(seconds -> (long) (seconds * 1000)),
                        maxRows);
        Answer answer = session.node().graph(view.graph()).query(query);
        return session.answer(answer, this::print);
    }

    private static Map<String, @Nullable Object> values(@Nullable List<String> texts) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String text : texts == null ? List.<String>of() : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw Misuse.of(
                        "'%s' gives no parameter a value: expected NAME=VALUE".formatted(text));
            }
            values.put(text.substring(0, equals), value(text.substring(equals + 1)));
        }
        return values;
    }

    private static @Nullable Object value(String text) {
        try {
            return Session.JSON.readValue(text, Object.class);
        } catch (JacksonException e) {
            return text;
        }
    }

    private void print(Answer answer) {
        Answers.table(answer, Integer.MAX_VALUE).print(session.terminal());
        session.say(session.terminal().faint(Answers.summary(answer)));
    }
}
