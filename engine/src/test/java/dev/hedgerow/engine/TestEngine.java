package dev.hedgerow.engine;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** The engine that the tests of this process share, and shorthands. */
final class TestEngine {
    static final CypherEngine ENGINE =
            Ladybug.load(Path.of(System.getProperty("hedgerow.native")), World.system());
    static final QueryLimits LIMITS = QueryLimits.interactive();
    static final OpenOptions SMALL =
            OpenOptions.serving().withPoolBytes(64L << 20).withMaxBytes(1L << 30);

    private TestEngine() {}

    static EngineDatabase open(Path folder) {
        return ENGINE.open(folder.resolve("graph.lbug"), SMALL);
    }

    static List<List<@Nullable Object>> rows(Session session, String cypher) {
        return session.query(cypher, Map.of(), LIMITS).rows();
    }

    static @Nullable Object value(Session session, String expression) {
        return rows(session, "RETURN " + expression).getFirst().getFirst();
    }

    /** Cities and roads: {@code count} cities in a ring, each with a road to the next. */
    static void ring(Session session, int count) {
        session.execute("CREATE NODE TABLE City(name STRING PRIMARY KEY, number INT64)");
        session.execute("CREATE REL TABLE Road(FROM City TO City, km INT64)");
        session.execute(
                "UNWIND range(0, $count - 1) AS i CREATE (:City {name: 'c' + string(i), number: i})",
                Map.of("count", count));
        session.execute(
                "MATCH (a:City), (b:City) WHERE b.number = (a.number + 1) % $count"
                        + " CREATE (a)-[:Road {km: a.number}]->(b)",
                Map.of("count", count));
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            Failure failure, ThrowingCallable body) {
        return Assertions.assertThatThrownBy(body)
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e ->
                                Assertions.assertThat(e.failure())
                                        .as(e.getMessage())
                                        .isEqualTo(failure));
    }
}
