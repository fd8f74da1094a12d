package dev.hedgerow.bench;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Session;
import dev.hedgerow.graph.Graph;
import java.nio.file.Path;
import java.util.Map;

/**
 * A graph's content in a database of its own with nothing around it: what a question costs the
 * engine at the least, on this machine and at this moment.
 */
final class EngineAlone implements AutoCloseable {
    private static final String NAME = "alone";

    private final EngineDatabase database;
    private final Session session;

    EngineAlone(CypherEngine engine, Path folder, Graph graph) {
        var bare = new BareCopy(folder);
        var _ = bare.stage(graph);
        var _ = bare.copy(engine, NAME);
        database = engine.open(folder.resolve(NAME), OpenOptions.serving());
        session = database.session();
        session.execute("CREATE ART INDEX by_number FOR (n:Person) ON (n.number)");
        database.checkpoint();
    }

    void ask(String cypher, long number) {
        var answer = session.query(cypher, Map.of("number", number), QueryLimits.interactive());
        if (answer.rows().size() != 1) {
            throw new IllegalStateException("no answer, but " + answer.rows());
        }
    }

    @Override
    public void close() {
        session.close();
        database.close();
    }
}
