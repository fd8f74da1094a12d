package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.List;

/**
 * A copy of a store in a folder of its own: everything up to one stamp, and nothing after it.
 *
 * @param format the stored format
 * @param stamp the newest transaction in it
 * @param files what it consists of, by name
 */
public record Backup(int format, Stamp stamp, List<StoredFile> files) {
    /**
     * A file as it was when the backup was made.
     *
     * @param size in bytes
     * @param sha256 in hexadecimal
     */
    public record StoredFile(String name, long size, String sha256) {}

    public Backup(int format, Stamp stamp, List<StoredFile> files) {
        this.format = format;
        this.stamp = stamp;
        this.files = List.copyOf(files);
    }

    /** Bytes of all files. */
    public long bytes() {
        return files.stream().mapToLong(StoredFile::size).sum();
    }
}
