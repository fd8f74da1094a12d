package dev.hedgerow.simulation.engine;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The engine of one process. */
public final class ModelEngine implements CypherEngine {
    private final World world;
    private final RandomGenerator chance;
    private final Troubles troubles;
    private final Map<String, ModelDatabase> open = new TreeMap<>();

    /** What goes wrong in an engine; switched on and off by the play. */
    public static final class Troubles {
        private boolean fails;
        private boolean losesRows;

        /** Whether a call fails now and then, and a commit that fails has perhaps happened. */
        public void fails(boolean now) {
            fails = now;
        }

        /** Whether a bulk load forgets a row now and then. */
        public void losesRows(boolean now) {
            losesRows = now;
        }
    }

    /**
     * @param world in which its calls take time
     */
    public ModelEngine(World world, RandomGenerator chance, Troubles troubles) {
        this.world = world;
        this.chance = chance;
        this.troubles = troubles;
    }

    @Override
    public EngineDatabase open(Path file, OpenOptions options) {
        String name = file.toAbsolutePath().normalize().toString();
        if (open.containsKey(name)) {
            throw HedgerowException.of(Failure.LOCKED, name + " is open already");
        }
        var database = new ModelDatabase(this, file);
        open.put(name, database);
        try {
            work(2_000_000);
            database.load();
        } catch (RuntimeException | Error e) {
            open.remove(name);
            throw e;
        }
        return database;
    }

    void closed(Path file) {
        open.remove(file.toAbsolutePath().normalize().toString());
    }

    /** Whether it is the file of a database that is open. */
    public boolean hasOpen(Path file) {
        return open.containsKey(file.toAbsolutePath().normalize().toString());
    }

    /** Takes some time, mostly little. */
    void work(long nanos) {
        long most = chance.nextInt(12) == 0 ? 100 * nanos : nanos;
        world.clock().sleep(Duration.ofNanos(chance.nextLong(most)));
    }

    /** Fails by chance, if it is to. */
    void perhapsFail() {
        if (troubles.fails && chance.nextInt(30) == 0) {
            throw HedgerowException.of(Failure.ENGINE_FAILED, "The engine failed by chance");
        }
    }

    boolean losesRow() {
        return troubles.losesRows && chance.nextInt(20) == 0;
    }

    @Override
    public String format() {
        return "model 1";
    }

    @Override
    public void close() {
        List.copyOf(open.values()).forEach(ModelDatabase::close);
    }
}
