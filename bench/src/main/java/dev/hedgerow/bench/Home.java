package dev.hedgerow.bench;

import java.nio.file.Path;

/** Where the distribution is. */
final class Home {
    private Home() {}

    /** The folder of {@code -Dhedgerow.home}, or that of a build of this clone. */
    static Path folder() {
        return Path.of(System.getProperty("hedgerow.home", "dist/target/hedgerow"))
                .toAbsolutePath();
    }

    static Path natives() {
        String folder = System.getProperty("hedgerow.native");
        return folder == null ? folder().resolve("native") : Path.of(folder);
    }
}
