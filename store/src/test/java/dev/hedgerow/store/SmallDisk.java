package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.RocksStorage;
import dev.hedgerow.store.storage.Storage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;

/** A store on a small disk that is filled up; run as a process of its own. */
final class SmallDisk {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS = 4;
    private static final int VALUE_BYTES = 16 << 10;

    private enum Told {
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN
    }

    private final Path root;
    private final World world = World.system();
    private final Random random = new Random(1);
    private final TreeMap<Integer, Told> told = new TreeMap<>();

    private SmallDisk(Path root) {
        this.root = root;
    }

    /**
     * @param arguments the root of the small disk
     */
    public static void main(String[] arguments) throws IOException {
        var disk = new SmallDisk(Path.of(arguments[0]));
        disk.play(
                "with a reserve",
                new RocksStorage(
                        disk.root.resolve("store"), StoreOptions.Memory.DEFAULT.storage()));
        disk.play(
                "to the last byte",
                unheeding(
                        new RocksStorage(
                                disk.root.resolve("store"),
                                StoreOptions.Memory.DEFAULT.storage())));
        try (var store =
                disk.open(
                        new RocksStorage(
                                disk.root.resolve("store"),
                                StoreOptions.Memory.DEFAULT.storage()))) {
            disk.check("at the end", store);
        }
    }

    private Store open(Storage storage) {
        return new EmbeddedStore(storage, world, StoreOptions.DEFAULT);
    }

    /** Goes on writing where the real one stops to keep some room. */
    private static Storage unheeding(Storage storage) {
        return (Storage)
                Proxy.newProxyInstance(
                        Storage.class.getClassLoader(),
                        new Class<?>[] {Storage.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("hasRoom")) {
                                return true;
                            }
                            try {
                                return method.invoke(storage, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private void play(String how, Storage storage) throws IOException {
        try (var store = open(storage)) {
            for (int i = 0; i < 20; i++) {
                write(store);
            }
            Path ballast = root.resolve("ballast");
            fill(ballast);
            while (write(store) == Told.ACKNOWLEDGED) {}
            say("%s: full, then %s".formatted(how, write(store)));
            check(how, store);
            Files.delete(ballast);
            var deadline = world.clock().deadline(PATIENCE);
            while (write(store) != Told.ACKNOWLEDGED && !deadline.passed(world.clock())) {
                world.clock().sleep(Duration.ofMillis(100));
            }
            say("%s: healed, then %s".formatted(how, write(store)));
            check(how, store);
        }
    }

    private static void fill(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast, StandardOpenOption.CREATE_NEW)) {
            var block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    private Told write(Store store) {
        int number = told.size();
        told.put(number, Told.UNKNOWN);
        try {
            store.transact(tx -> {
                for (int row = 0; row < ROWS; row++) {
                    var noise = new byte[VALUE_BYTES];
                    random.nextBytes(noise);
                    tx.put(SPACE.key(number, row), noise);
                }
                return true;
            });
            told.put(number, Told.ACKNOWLEDGED);
        } catch (HedgerowException e) {
            if (e.failure() == Failure.DISK_FULL) {
                told.put(number, Told.REFUSED);
            } else if (e.failure() != Failure.OUTCOME_UNKNOWN) {
                throw e;
            }
        }
        return told.getOrDefault(number, Told.UNKNOWN);
    }

    /** Acknowledged is there, refused is not, and nothing is there by half. */
    private void check(String how, Store store) {
        int wrong = 0;
        try (var now = store.snapshot()) {
            for (var one : told.entrySet()) {
                var range = KeyRange.below(SPACE, Tuple.of(one.getKey()));
                int rows = now.scan(range, 100, Reader.Direction.ASCENDING).size();
                boolean right =
                        switch (one.getValue()) {
                            case ACKNOWLEDGED -> rows == ROWS;
                            case REFUSED -> rows == 0;
                            case UNKNOWN -> rows == 0 || rows == ROWS;
                        };
                wrong += right ? 0 : 1;
            }
        }
        say("%s: %d of %d are wrong".formatted(how, wrong, told.size()));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
