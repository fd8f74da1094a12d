package dev.hedgerow.simulation.engine;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A database on the disk: a file with what it held at the last checkpoint, and a log beside it with
 * what it held after each commit since. A commit is done when its entry of the log is synced.
 */
final class StoredContent {
    private static final int HEAD = 12;

    private final Path file;
    private final Path log;

    StoredContent(Path file) {
        this.file = file;
        this.log = file.resolveSibling(file.getFileName() + ".wal");
    }

    /** What the disk has; makes an empty database when there is none. */
    Content open() {
        try {
            if (!Files.exists(file)) {
                replace(new Content());
            }
            Content base =
                    last(Files.readAllBytes(file))
                            .orElseThrow(() ->
                                    HedgerowException.of(
                                            Failure.CORRUPT, file + " is no database"));
            return Files.exists(log) ? last(Files.readAllBytes(log)).orElse(base) : base;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private HedgerowException failed(IOException e) {
        return HedgerowException.causedBy(
                e, Failure.ENGINE_FAILED, "The engine failed at %s: %s".formatted(file, e));
    }

    /** The last entry that is whole. */
    private static Optional<Content> last(byte[] bytes) {
        Optional<Content> last = Optional.empty();
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.remaining() >= HEAD) {
            int length = buffer.getInt();
            long sum = buffer.getLong();
            if (length < 0 || buffer.remaining() < length) {
                break;
            }
            var entry = new byte[length];
            buffer.get(entry);
            if (sum(entry) != sum) {
                break;
            }
            last = Optional.of(Content.decoded(entry));
        }
        return last;
    }

    private static long sum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    private static ByteBuffer entry(Content content) {
        byte[] bytes = content.encoded();
        return ByteBuffer.allocate(HEAD + bytes.length)
                .putInt(bytes.length)
                .putLong(sum(bytes))
                .put(bytes)
                .flip();
    }

    /** Makes it durable. */
    void commit(Content content) {
        try {
            boolean fresh = !Files.exists(log);
            try (var channel =
                    FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // behind the last whole entry: a torn one would hide what comes after it
                channel.write(entry(content), channel.size());
                channel.force(false);
            }
            if (fresh) {
                syncFolder();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Folds the log into the file. */
    void checkpoint(Content content) {
        try {
            replace(content);
            Files.deleteIfExists(log);
            syncFolder();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void replace(Content content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (var channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            channel.write(entry(content));
            channel.force(false);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    private void syncFolder() throws IOException {
        Path folder = file.getParent();
        try (var channel =
                FileChannel.open(folder == null ? file : folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    long logBytes() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
