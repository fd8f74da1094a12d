package dev.hedgerow.cli.text;

import dev.hedgerow.client.Answer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of queries as tables. */
public final class Answers {
    private Answers() {}

    /** At most so many rows of the answer, numbers to the right. */
    public static Table table(Answer answer, int rowsMax) {
        Table table =
                Table.of(
                        answer.columns().stream()
                                .map(c -> (Cells.isNumber(c.type()) ? ">" : "") + c.name())
                                .toArray(String[]::new));
        List<List<@Nullable Object>> rows = answer.rows();
        for (List<@Nullable Object> row : rows.subList(0, Math.min(rowsMax, rows.size()))) {
            table.row(row.stream().map(Cells::text).toList());
        }
        return table;
    }

    /** How many rows, at which commit, and how long the node took. */
    public static String summary(Answer answer) {
        double ms = answer.statistics().totalMs();
        return "%s%s at %s, %s"
                .formatted(
                        Words.plural(answer.rows().size(), "row"),
                        answer.truncated() ? " and more" : "",
                        answer.commit(),
                        Words.duration(Duration.ofNanos((long) (ms * 1e6))));
    }
}
