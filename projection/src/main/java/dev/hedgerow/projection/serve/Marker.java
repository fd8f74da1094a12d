package dev.hedgerow.projection.serve;

import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Session;
import dev.hedgerow.engine.Statement;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The applied commit, inside the database. It is the comment of a table without rows, so that no
 * query of a user comes across it.
 */
public final class Marker {
    private static final String TABLE = "_hedgerow";
    private static final String QUESTION =
            "CALL show_tables() WHERE name = '" + TABLE + "' RETURN comment // ";

    /** Makes each question a text of its own: the answer belongs to the plan, which is kept. */
    private static final AtomicLong QUESTIONS = new AtomicLong();

    private Marker() {}

    /** Makes the place for it. */
    public static String declaration() {
        return "CREATE NODE TABLE " + TABLE + "(id INT64 PRIMARY KEY)";
    }

    /** Writes it; belongs in the transaction of the data. */
    public static Statement write(Stamp applied) {
        return new Statement("COMMENT ON TABLE %s IS '%s'".formatted(TABLE, applied), Map.of());
    }

    /**
     * As the session sees it now.
     *
     * @throws HedgerowException CORRUPT when there is none
     */
    public static Stamp read(Session session) {
        var rows =
                session.query(
                                QUESTION + QUESTIONS.incrementAndGet(),
                                Map.of(),
                                QueryLimits.interactive())
                        .rows();
        Optional<Stamp> found =
                rows.isEmpty()
                        ? Optional.empty()
                        : Stamp.parse(String.valueOf(rows.getFirst().getFirst()));
        return found.orElseThrow(() ->
                HedgerowException.of(
                        Failure.CORRUPT,
                        "The database does not say which commit it has applied; rebuild it"));
    }
}
