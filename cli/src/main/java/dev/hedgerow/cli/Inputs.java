package dev.hedgerow.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What commands read. */
final class Inputs {
    private Inputs() {}

    /** The text of a file. */
    static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw Misuse.of("%s is a folder, not a file".formatted(file));
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw Misuse.of("%s is not text in UTF-8: save it as that".formatted(file));
        }
    }

    /** All of the standard input. */
    static String standard() throws IOException {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
