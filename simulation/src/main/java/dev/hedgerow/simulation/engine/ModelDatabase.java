package dev.hedgerow.simulation.engine;

import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.Session;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An open database: what was committed, and who is writing. */
final class ModelDatabase implements EngineDatabase {
    private final ModelEngine engine;
    private final Path file;
    private final StoredContent stored;
    private Content committed = new Content();
    private @Nullable ModelSession writer;
    private boolean closed;

    ModelDatabase(ModelEngine engine, Path file) {
        this.engine = engine;
        this.file = file;
        this.stored = new StoredContent(file);
    }

    void load() {
        committed = stored.open();
    }

    ModelEngine engine() {
        return engine;
    }

    Content committed() {
        return committed;
    }

    void refuseClosed() {
        if (closed) {
            throw HedgerowException.of(Failure.WRONG_STATE, file + " is closed");
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** One writer at a time. */
    void beginWriting(ModelSession session) {
        if (writer != null) {
            throw HedgerowException.of(Failure.LOCKED, file + " is being written already");
        }
        writer = session;
    }

    void endWriting(ModelSession session) {
        if (writer == session) {
            writer = null;
        }
    }

    void commit(Content content) {
        stored.commit(content);
        committed = content;
    }

    @Override
    public Session session() {
        refuseClosed();
        return new ModelSession(this);
    }

    @Override
    public void checkpoint() {
        refuseClosed();
        if (writer != null) {
            throw HedgerowException.of(Failure.UNAVAILABLE, file + " is being written");
        }
        engine.work(1_000_000);
        stored.checkpoint(committed);
    }

    @Override
    public long logBytes() {
        return stored.logBytes();
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            engine.work(1_000_000);
            try {
                stored.checkpoint(committed);
            } finally {
                engine.closed(file);
            }
        }
    }
}
