package dev.hedgerow.engine;

import static dev.hedgerow.engine.TestEngine.rows;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that is killed leaves behind. */
class CrashTest {
    private static final int NODES = 50;
    private static final int KILLS = 4;

    @TempDir Path folder;

    @Test
    void afterAKillOnlyWholeTransactionsAreThereAndAllThatWereAcknowledged() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("CrashTest seed " + seed);
        var random = new Random(seed);
        try (var database = TestEngine.open(folder)) {
            var session = database.session();
            session.execute("CREATE NODE TABLE N(id INT64 PRIMARY KEY, v INT64)");
            session.execute("CREATE NODE TABLE Applied(id INT64 PRIMARY KEY, number INT64)");
            session.execute(
                    "UNWIND range(1, $n) AS i CREATE (:N {id: i, v: 0})", Map.of("n", NODES));
            session.execute("CREATE (:Applied {id: 0, number: 0})");
            session.execute("CREATE ART INDEX n_key FOR (n:N) ON (n.id)");
        }
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = writeUntilKilled(5 + random.nextInt(40), random.nextInt(20_000));
            try (var database = TestEngine.open(folder)) {
                requireWhole(database.session(), acknowledged);
            }
        }
    }

    private static void requireWhole(Session session, long acknowledged) {
        var applied =
                (long)
                        requireNonNull(
                                rows(session, "MATCH (a:Applied) RETURN a.number")
                                        .getFirst()
                                        .getFirst());
        assertThat(applied).isBetween(acknowledged, acknowledged + 1);
        assertThat(rows(session, "MATCH (n:N) RETURN min(n.v), max(n.v), count(*)"))
                .containsExactly(List.of(applied, applied, (long) NODES));
        assertThat(rows(session, "MATCH (n:N {id: 7}) RETURN n.v"))
                .containsExactly(List.of(applied));
    }

    /** Kills the writer in the midst of what follows a number of commits; returns the last one. */
    private long writeUntilKilled(int commits, int spins) throws IOException, InterruptedException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var process =
                new ProcessBuilder(
                                java,
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dhedgerow.native=" + System.getProperty("hedgerow.native"),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Writer.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long last = 0;
        try (var output = process.inputReader()) {
            for (int i = 0; i < commits; i++) {
                last = Long.parseLong(requireNonNull(output.readLine()));
            }
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly();
            last = Math.max(last, lastOf(output));
        }
        process.waitFor();
        return last;
    }

    private static long lastOf(BufferedReader output) throws IOException {
        long last = 0;
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            last = Long.parseLong(line);
        }
        return last;
    }

    /** Sets all nodes and the applied number to the same, again and again, and prints it. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            var session = TestEngine.open(Path.of(args[0])).session();
            var applied = rows(session, "MATCH (a:Applied) RETURN a.number").getFirst().getFirst();
            for (long number = (long) requireNonNull(applied) + 1; true; number++) {
                var statements = new ArrayList<Statement>();
                for (long id = 1; id <= NODES; id++) {
                    statements.add(
                            new Statement(
                                    "MATCH (n:N {id: $id}) SET n.v = $v",
                                    Map.of("id", id, "v", number)));
                }
                statements.add(
                        new Statement("MATCH (a:Applied) SET a.number = $v", Map.of("v", number)));
                session.transact(statements);
                System.out.println(number);
            }
        }
    }
}
