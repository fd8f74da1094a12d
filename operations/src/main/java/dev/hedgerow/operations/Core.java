package dev.hedgerow.operations;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Store;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/** What the door and the runner share. */
record Core(Store store, World world, Records records, Lines lines, Endings endings) {
    private static final System.Logger LOG = System.getLogger("dev.hedgerow.operations");

    static Core of(Store store, World world) {
        var records = new Records(world.clock());
        var lines = new Lines(records);
        return new Core(store, world, records, lines, new Endings(records, lines));
    }

    /** Does one of many things; when it fails that is logged, and the others go on. */
    <T> Optional<T> alone(String what, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, what + " could not be dealt with; it stays for later", e);
            return Optional.empty();
        }
    }
}
