package dev.hedgerow.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Backup.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A backup's list of contents, as text; it is written last, so that a folder without one is no
 * backup.
 *
 * <pre>
 * hedgerow backup 1
 * format 3
 * stamp co_…
 * file SHA-256 SIZE NAME           one line each
 * end SHA-256 of all lines above
 * </pre>
 */
final class BackupManifest {
    private static final String NAME = "MANIFEST";
    private static final String HEAD = "hedgerow backup 1";

    private BackupManifest() {}

    static void write(Path folder, Backup backup) {
        var text = new StringBuilder(HEAD).append('\n');
        text.append("format ").append(backup.format()).append('\n');
        text.append("stamp ").append(backup.stamp()).append('\n');
        for (StoredFile file : backup.files()) {
            text.append("file ").append(file.sha256()).append(' ').append(file.size());
            text.append(' ').append(file.name()).append('\n');
        }
        String sum = Sha256.of(text.toString().getBytes(US_ASCII));
        StoreFolder.write(folder, NAME, text + "end " + sum + "\n");
    }

    static Backup read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            throw HedgerowException.of(
                    Failure.NOT_FOUND,
                    "There is no completed backup in %s".formatted(folder.toAbsolutePath()));
        }
        try {
            return parse(Files.readString(file, US_ASCII));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw HedgerowException.causedBy(
                    e, Failure.CORRUPT, "%s is not as it was written".formatted(file));
        }
    }

    private static Backup parse(String text) {
        int end = text.lastIndexOf("end ");
        String body = text.substring(0, end);
        String sum = text.substring(end + "end ".length()).strip();
        if (!sum.equals(Sha256.of(body.getBytes(US_ASCII)))) {
            throw new IllegalArgumentException("the sum of the manifest does not fit");
        }
        List<String> lines = body.lines().toList();
        if (!lines.getFirst().equals(HEAD)) {
            throw new IllegalArgumentException(lines.getFirst());
        }
        int format = Integer.parseInt(after("format ", lines.get(1)));
        Stamp stamp = Stamp.parse(after("stamp ", lines.get(2))).orElseThrow();
        var files = new ArrayList<StoredFile>();
        for (String line : lines.subList(3, lines.size())) {
            String[] parts = after("file ", line).split(" ", 3);
            files.add(new StoredFile(parts[2], Long.parseLong(parts[1]), parts[0]));
        }
        return new Backup(format, stamp, files);
    }

    private static String after(String word, String line) {
        if (!line.startsWith(word)) {
            throw new IllegalArgumentException(line);
        }
        return line.substring(word.length());
    }
}
