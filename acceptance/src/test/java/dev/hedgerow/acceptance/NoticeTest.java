package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The notices that a distribution carries, against what is in it. */
class NoticeTest {
    private static final Pattern JAR = Pattern.compile("(.+?)-([0-9][^-]*)\\.jar");
    private static final Pattern NAMED = Pattern.compile("  ([A-Za-z][\\w-]+ [0-9][\\w.]*) +\\S.*");

    @Test
    void everyBundledLibraryIsNamedWithItsVersionAndNoOther() throws IOException {
        Set<String> bundled = new TreeSet<>();
        try (var files = Files.list(Ground.distribution().resolve("lib"))) {
            files.map(file -> JAR.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .forEach(jar -> bundled.add(jar.group(1) + " " + jar.group(2)));
        }
        Set<String> named = new TreeSet<>();
        notice().lines()
                .dropWhile(line -> !line.startsWith("Java libraries"))
                .takeWhile(line -> !line.startsWith("The native"))
                .map(NAMED::matcher)
                .filter(Matcher::matches)
                .forEach(line -> named.add(line.group(1)));

        assertThat(bundled).hasSizeGreaterThan(20);
        assertThat(named).isEqualTo(bundled);
    }

    @Test
    void theNativeLibraryHasItsLicenceBesideIt() throws IOException {
        Path natives = Ground.distribution().resolve("native");

        assertThat(natives.resolve("LICENSE-ladybugdb.txt")).isNotEmptyFile();
        assertThat(notice()).contains("LadybugDB 0.20.4", "MIT");
        assertThat(Ground.distribution().resolve("LICENSE")).isNotEmptyFile();
    }

    private static String notice() throws IOException {
        return Files.readString(Ground.distribution().resolve("NOTICE"));
    }
}
