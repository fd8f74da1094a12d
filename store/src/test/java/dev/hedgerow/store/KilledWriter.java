package dev.hedgerow.store;

import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes until it is killed, and says what was acknowledged; run as a process of its own. Every
 * transaction writes {@link #ROWS} rows under its number, every seventh as a bulk load.
 */
final class KilledWriter {
    static final Subspace SPACE = new Subspace(100, "test");
    static final int ROWS = 3;
    private static final int LOADED_ROWS = 3_000;
    private static final StoreOptions OPTIONS = StoreOptions.DEFAULT.withLoadPartBytes(50_000);

    private KilledWriter() {}

    /**
     * @param arguments the folder, and the first number
     */
    public static void main(String[] arguments) {
        try (var store = Stores.open(Path.of(arguments[0]), World.system(), OPTIONS)) {
            for (int number = Integer.parseInt(arguments[1]); ; number++) {
                if (number % 7 == 0) {
                    load(store, number);
                } else {
                    write(store, number);
                }
                System.out.println(number);
            }
        }
    }

    /** How many rows there are under the number when its write happened. */
    static int rows(int number) {
        return number % 7 == 0 ? LOADED_ROWS : ROWS;
    }

    private static void write(Store store, int number) {
        store.transact(tx -> {
            for (int row = 0; row < ROWS; row++) {
                tx.put(SPACE.key(number, row), new byte[100]);
            }
            return number;
        });
    }

    private static void load(Store store, int number) {
        try (var load = store.bulkLoad(List.of(KeyRange.below(SPACE, Tuple.of(number))))) {
            for (int row = 0; row < LOADED_ROWS; row++) {
                load.put(SPACE.key(number, row), new byte[100]);
            }
            load.finish();
            store.transact(tx -> {
                tx.publish(load);
                return number;
            });
        }
    }
}
