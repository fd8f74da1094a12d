package dev.hedgerow.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * What a folder with a store says about itself before it is opened: {@code FORMAT} holds the line
 * {@code hedgerow store N}; {@code RESTORING} is there while a backup is being copied into it.
 */
final class StoreFolder {
    /** The format that this release writes. */
    static final int FORMAT = 3;

    /** The oldest format that it reads. */
    static final int FORMAT_MIN = 1;

    private static final String FORMAT_FILE = "FORMAT";
    private static final String RESTORING_FILE = "RESTORING";
    private static final String LINE = "hedgerow store ";

    private StoreFolder() {}

    /** Refuses a folder that this release must not open. */
    static void check(Path folder) {
        if (Files.exists(folder.resolve(RESTORING_FILE))) {
            throw HedgerowException.of(
                    Failure.CORRUPT,
                    "A restore into %s was not completed; empty the folder and restore again"
                            .formatted(folder));
        }
        Path file = folder.resolve(FORMAT_FILE);
        if (Files.exists(file)) {
            checkFormat(format(file), "The data in " + folder);
        }
    }

    private static int format(Path file) {
        try {
            String text = Files.readString(file, US_ASCII).strip();
            if (text.startsWith(LINE)) {
                return Integer.parseInt(text.substring(LINE.length()));
            }
        } catch (IOException | NumberFormatException e) {
            throw HedgerowException.causedBy(
                    e, Failure.CORRUPT, "%s does not say which format it has".formatted(file));
        }
        throw HedgerowException.of(
                Failure.CORRUPT, "%s does not say which format it has".formatted(file));
    }

    /** Refuses data of a format that this release does not know. */
    static void checkFormat(int format, String what) {
        if (format < FORMAT_MIN || format > FORMAT) {
            throw HedgerowException.of(
                    Failure.INVALID_CONFIGURATION,
                    "%s has format %d, and this release reads formats %d to %d; start the release that wrote it, or a newer one"
                            .formatted(what, format, FORMAT_MIN, FORMAT));
        }
    }

    /** Writes the format down, when it does not stand there already. */
    static void mark(Path folder) {
        Path file = folder.resolve(FORMAT_FILE);
        if (!Files.exists(file) || format(file) != FORMAT) {
            write(folder, FORMAT_FILE, LINE + FORMAT + "\n");
        }
    }

    static void beginRestore(Path folder) {
        write(folder, RESTORING_FILE, "");
    }

    static void endRestore(Path folder) throws IOException {
        Files.delete(folder.resolve(RESTORING_FILE));
        sync(folder);
    }

    /** Writes a small file: it is there whole and for good, or not at all. */
    static void write(Path folder, String name, String text) {
        Path fresh = folder.resolve(name + ".new");
        try {
            try (var channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.INPUT_OUTPUT,
                    "%s in %s could not be written".formatted(name, folder));
        }
    }

    /** Makes the names in a folder durable. */
    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes the folder, which must have nothing in it. */
    static void makeEmpty(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw HedgerowException.of(
                            Failure.ALREADY_EXISTS, "The folder %s is not empty".formatted(folder));
                }
            }
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "The folder %s cannot be made".formatted(folder));
        }
    }
}
