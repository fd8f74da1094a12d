package dev.hedgerow.simulation.engine;

import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.engine.Session;
import dev.hedgerow.engine.Statement;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session; what it works on is a copy of its own, or the moment at which it began to read. */
final class ModelSession implements Session {
    private final ModelDatabase database;

    /** Answers that are kept with their text; looked up only. */
    private final Map<String, List<List<@Nullable Object>>> kept = new HashMap<>();

    private @Nullable Content transaction;
    private boolean writes;
    private boolean running;
    private boolean interrupted;
    private boolean closed;

    ModelSession(ModelDatabase database) {
        this.database = database;
    }

    /** A call: it takes some time before and after, and may fail by chance, or be cut off. */
    private <T> T call(long nanos, Supplier<T> work) {
        database.refuseClosed();
        if (closed || running) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE, closed ? "The session is closed" : "A call still runs");
        }
        running = true;
        interrupted = false;
        try {
            database.engine().work(nanos);
            refuseInterrupted();
            database.engine().perhapsFail();
            T result = work.get();
            database.engine().work(nanos);
            refuseInterrupted();
            return result;
        } finally {
            running = false;
        }
    }

    private void refuseInterrupted() {
        if (interrupted || closed || database.isClosed()) {
            throw HedgerowException.of(Failure.CANCELLED, "The call was interrupted");
        }
    }

    @Override
    public void execute(String statement) {
        execute(statement, Map.of());
    }

    @Override
    public void execute(String statement, Map<String, ? extends @Nullable Object> parameters) {
        call(200_000, () -> run(statement, parameters));
    }

    private boolean run(String statement, Map<String, ? extends @Nullable Object> parameters) {
        Content own = transaction;
        if (own != null) {
            apply(own, statement, parameters);
            return true;
        }
        database.beginWriting(this);
        try {
            Content next = database.committed().copy();
            apply(next, statement, parameters);
            database.commit(next);
            return true;
        } finally {
            database.endWriting(this);
        }
    }

    private void apply(
            Content content, String statement, Map<String, ? extends @Nullable Object> parameters) {
        List<List<@Nullable Object>> loaded =
                Script.sources(statement, database.file()).stream()
                        .flatMap(file -> load(file).stream())
                        .toList();
        new Script(content, parameters).run(statement, loaded);
    }

    private List<List<@Nullable Object>> load(Path source) {
        database.engine().work(20_000_000);
        var loaded = new ArrayList<>(StagedRows.read(source));
        loaded.removeIf(_ -> database.engine().losesRow());
        return loaded;
    }

    @Override
    public void transact(List<Statement> statements) {
        try {
            begin(statements);
            commit();
        } catch (RuntimeException | Error e) {
            rollback();
            throw e;
        }
    }

    @Override
    public QueryResult query(
            String cypher, Map<String, ? extends @Nullable Object> parameters, QueryLimits limits) {
        List<List<@Nullable Object>> rows = call(2_000_000, () -> ask(cypher, parameters));
        boolean truncated = rows.size() > limits.maxRows();
        return new QueryResult(
                List.of(),
                truncated ? rows.subList(0, (int) limits.maxRows()) : rows,
                truncated,
                0);
    }

    private List<List<@Nullable Object>> ask(
            String cypher, Map<String, ? extends @Nullable Object> parameters) {
        if (Question.isKept(cypher) && kept.containsKey(cypher)) {
            return kept.getOrDefault(cypher, List.of());
        }
        Content own = transaction;
        var rows = new Question(own == null ? database.committed() : own).ask(cypher, parameters);
        if (Question.isKept(cypher)) {
            kept.put(cypher, rows);
        }
        return rows;
    }

    @Override
    public void begin() {
        refuseTransaction();
        call(
                50_000,
                () -> {
                    database.beginWriting(this);
                    writes = true;
                    transaction = database.committed().copy();
                    return true;
                });
    }

    @Override
    public void begin(List<Statement> statements) {
        begin();
        statements.forEach(each -> execute(each.text(), each.parameters()));
    }

    @Override
    public void beginReadOnly() {
        refuseTransaction();
        call(
                50_000,
                () -> {
                    writes = false;
                    transaction = database.committed();
                    return true;
                });
    }

    private void refuseTransaction() {
        if (transaction != null) {
            throw HedgerowException.of(Failure.WRONG_STATE, "A transaction is open already");
        }
    }

    @Override
    public void commit() {
        call(
                100_000,
                () -> {
                    Content own = transaction;
                    if (own != null && writes) {
                        database.commit(own);
                    }
                    end();
                    // here the commit has happened, whoever hears of it
                    database.engine().perhapsFail();
                    return true;
                });
    }

    @Override
    public void rollback() {
        end();
    }

    private void end() {
        transaction = null;
        writes = false;
        database.endWriting(this);
    }

    @Override
    public void interrupt() {
        interrupted = true;
    }

    @Override
    public void close() {
        closed = true;
        end();
    }
}
