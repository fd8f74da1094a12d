package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of 160 MiB, in a mount namespace of its own: no rights are needed for it. */
@Timeout(300)
final class SmallDiskTest {
    private static final String MOUNT = "mount -t tmpfs -o size=160m tmpfs \"$0\"";

    private static String run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + process.waitFor();
    }

    @Test
    void K14_aFullDiskUnderRocksStopsWritesKeepsReadsHealsAndLosesNothing(@TempDir Path folder)
            throws IOException, InterruptedException {
        String root = folder.toString();
        assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux");
        String trial = run(List.of("unshare", "-Urm", "sh", "-c", MOUNT, root));
        assumeTrue(trial.equals("exit 0"), "needs a mount namespace");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String said =
                run(
                        List.of(
                                "unshare",
                                "-Urm",
                                "sh",
                                "-c",
                                MOUNT + " && exec \"$@\"",
                                root,
                                java,
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallDisk.class.getName(),
                                root));
        assertThat(said)
                .contains(
                        "with a reserve: full, then REFUSED",
                        "with a reserve: healed, then ACKNOWLEDGED",
                        "to the last byte: full, then REFUSED",
                        "to the last byte: healed, then ACKNOWLEDGED",
                        "at the end: 0 of ")
                .doesNotContainPattern("[1-9][0-9]* of [0-9]+ are wrong")
                .endsWith("exit 0");
    }
}
