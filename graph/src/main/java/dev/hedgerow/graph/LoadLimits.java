package dev.hedgerow.graph;

import java.nio.file.Path;

/**
 * What a load or a large merge may use.
 *
 * @param folder where rows are sorted that do not fit into memory; files in it have no name
 * @param transactionBytes up to so many bytes, about, a load or merge is one ordinary transaction;
 *     more goes beside the log
 * @param partBytes what is sorted in memory at a time; a load does up to three sorts at once, a
 *     merge up to five
 */
public record LoadLimits(Path folder, long transactionBytes, int partBytes) {
    /** Files in the folder, and the sizes of production. */
    public static LoadLimits in(Path folder) {
        return new LoadLimits(folder, 15L << 20, 32 << 20);
    }

    /** The same in the system's temporary folder. */
    public static LoadLimits temporary() {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }
}
