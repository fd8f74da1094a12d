package dev.hedgerow.simulation.disk;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file or a folder, without a name: as everybody sees it, and as it is on the disk. */
sealed interface Inode {
    /** Bytes; what a power failure leaves of those that are not synced is up to chance. */
    final class File implements Inode {
        byte[] live = new byte[0];
        byte[] durable = new byte[0];

        /** Who wrote what is not synced. */
        @Nullable Mount writer;

        /** Who has it locked. */
        @Nullable Mount locker;
    }

    /** Names. */
    final class Folder implements Inode {
        final TreeMap<String, Inode> live = new TreeMap<>();
        final TreeMap<String, Inode> durable = new TreeMap<>();
    }
}
