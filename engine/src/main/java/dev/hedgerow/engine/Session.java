package dev.hedgerow.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a database: one call at a time, at most one transaction open.
 *
 * <p>{@link #query} is for text that has passed the query check. The {@code execute} methods and
 * {@link #transact} are for trusted callers only, because the engine's language reads and writes
 * files of the host.
 *
 * <p>Parameters may be null, Boolean, Byte, Short, Integer, Long, BigInteger (of 128 bits), Float,
 * Double, BigDecimal (of at most 38 digits), String, LocalDate, Instant (microseconds), Duration,
 * UUID, byte[], List of one of these, and Map with String keys (a struct). Decimals in a list go as
 * doubles. Every parameter that the text names must be given, and no other.
 *
 * <p>All calls fail with WRONG_STATE when the session or its database is closed or a call of
 * another thread still runs; with CYPHER_INVALID when the engine refuses the text, the parameters
 * or the data; with LIMIT_EXCEEDED when the buffer pool is too small; with DEADLINE_EXCEEDED after
 * a timeout; with CANCELLED when interrupted; with ENGINE_FAILED otherwise.
 */
public interface Session extends AutoCloseable {
    /** Runs one statement without parameters: DDL, COPY, an index, a setting. */
    void execute(String statement);

    /** Runs one statement with parameters. It is prepared once and kept for later calls. */
    void execute(String statement, Map<String, ? extends @Nullable Object> parameters);

    /**
     * Runs all statements as one write transaction, in one hand-over to the engine: all of them
     * take effect or, when one fails, none.
     */
    void transact(List<Statement> statements);

    /** Asks one question. What it returns are copies: they outlive the session. */
    QueryResult query(
            String cypher, Map<String, ? extends @Nullable Object> parameters, QueryLimits limits);

    /**
     * Begins a transaction that may write. A database has one writer at a time; a second one is
     * refused at once with LOCKED.
     */
    void begin();

    /**
     * Begins a transaction that may write and runs the statements in it, in one hand-over to the
     * engine. When one of them fails nothing takes effect, and a roll-back is to follow.
     */
    void begin(List<Statement> statements);

    /** Begins a transaction that only reads: all its queries see the same moment. */
    void beginReadOnly();

    /** Makes the open transaction's writes durable and visible. */
    void commit();

    /** Forgets the open transaction's writes. Does nothing when none is open. */
    void rollback();

    /** Stops the running call, from any thread; it fails with CANCELLED. */
    void interrupt();

    /** Interrupts what runs, rolls back an open transaction and frees the session. */
    @Override
    void close();
}
