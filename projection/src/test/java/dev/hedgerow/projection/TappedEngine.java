package dev.hedgerow.projection;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.engine.Session;
import dev.hedgerow.engine.Statement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real engine with a place to delay it, to spoil its work or to end the process. */
record TappedEngine(CypherEngine inner, Tap tap) implements CypherEngine {
    /** What is called around the engine's work. */
    interface Tap {
        Tap NONE = new Tap() {};

        default void opening(Path file) {}

        default void executed(Session session, String statement) {}

        /** A transaction that writes begins. */
        default void writing() {}

        /** These are run in it; what is thrown is what the engine says. */
        default void writing(List<Statement> statements) {}

        /** Its writes are there, its end is not. */
        default void committing() {}

        default void committed() {}

        default void querying(String cypher) {}

        default void checkpointed(Path file) {}
    }

    @Override
    public EngineDatabase open(Path file, OpenOptions options) {
        tap.opening(file);
        return new TappedDatabase(inner.open(file, options), tap);
    }

    @Override
    public String format() {
        return inner.format();
    }

    @Override
    public void close() {
        inner.close();
    }

    private record TappedDatabase(EngineDatabase inner, Tap tap) implements EngineDatabase {
        @Override
        public Session session() {
            return new TappedSession(inner.session(), tap);
        }

        @Override
        public void checkpoint() {
            inner.checkpoint();
            tap.checkpointed(inner.file());
        }

        @Override
        public long logBytes() {
            return inner.logBytes();
        }

        @Override
        public Path file() {
            return inner.file();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private static final class TappedSession implements Session {
        private final Session inner;
        private final Tap tap;
        private boolean writing;

        TappedSession(Session inner, Tap tap) {
            this.inner = inner;
            this.tap = tap;
        }

        @Override
        public void execute(String statement) {
            inner.execute(statement);
            tap.executed(inner, statement);
        }

        @Override
        public void execute(String statement, Map<String, ? extends @Nullable Object> parameters) {
            inner.execute(statement, parameters);
        }

        @Override
        public void transact(List<Statement> statements) {
            inner.transact(statements);
        }

        @Override
        public QueryResult query(
                String cypher,
                Map<String, ? extends @Nullable Object> parameters,
                QueryLimits limits) {
            tap.querying(cypher);
            return inner.query(cypher, parameters, limits);
        }

        @Override
        public void begin() {
            tap.writing();
            inner.begin();
            writing = true;
        }

        @Override
        public void begin(List<Statement> statements) {
            tap.writing();
            tap.writing(statements);
            inner.begin(statements);
            writing = true;
        }

        @Override
        public void beginReadOnly() {
            inner.beginReadOnly();
        }

        @Override
        public void commit() {
            boolean wrote = writing;
            writing = false;
            if (wrote) {
                tap.committing();
            }
            inner.commit();
            if (wrote) {
                tap.committed();
            }
        }

        @Override
        public void rollback() {
            inner.rollback();
        }

        @Override
        public void interrupt() {
            inner.interrupt();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
