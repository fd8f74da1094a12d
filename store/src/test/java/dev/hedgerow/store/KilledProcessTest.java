package dev.hedgerow.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes to RocksDB, several times, at moments drawn by chance. */
@Timeout(300)
final class KilledProcessTest {
    private static final int LIVES = 5;

    @TempDir private Path folder;
    private final long seed = Long.getLong("seed", System.nanoTime());

    @Test
    void K12_whatAKilledProcessAcknowledgedIsThereAndNothingIsThereByHalf() throws Exception {
        var random = new Random(seed);
        int first = 1;
        for (int life = 0; life < LIVES; life++) {
            int last = live(first, random.nextInt(5, 60), random.nextInt(20));
            first = check(last) + 1;
        }
        try (var store = Stores.open(folder, World.system())) {
            store.collect();
        }
        check(first - 1);
    }

    /** Lets the writer acknowledge so many writes and a moment more; returns the last of them. */
    private int live(int first, int writes, int millisMore)
            throws IOException, InterruptedException {
        var writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledWriter.class.getName(),
                                folder.toString(),
                                Integer.toString(first))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int last = first - 1;
        try (var said = writer.inputReader(UTF_8)) {
            for (int i = 0; i < writes; i++) {
                last = Integer.parseInt(said.readLine());
            }
            World.system().clock().sleep(java.time.Duration.ofMillis(millisMore));
            writer.toHandle().destroyForcibly();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = Integer.parseInt(line);
            }
        }
        writer.waitFor();
        return last;
    }

    /** Returns the number of the last write that happened: what was not acknowledged may have. */
    private int check(int last) {
        try (var store = Stores.open(folder, World.system());
                var now = store.snapshot()) {
            for (int number = 1; number <= last; number++) {
                assertThat(rows(now, number))
                        .as("rows of %d, -Dseed=%d", number, seed)
                        .isEqualTo(KilledWriter.rows(number));
            }
            int next = rows(now, last + 1);
            assertThat(List.of(0, KilledWriter.rows(last + 1)))
                    .as("rows of one in flight, -Dseed=%d", seed)
                    .contains(next);
            assertThat(rows(now, last + 2)).isZero();
            return next == 0 ? last : last + 1;
        }
    }

    private static int rows(Reader reader, int number) {
        var range = KeyRange.below(KilledWriter.SPACE, Tuple.of(number));
        return reader.scan(range, 10_000, Reader.Direction.ASCENDING).size();
    }
}
