package dev.hedgerow.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir Path folder;

    @Test
    void theReferenceIsWhatTheCodeSays() throws IOException {
        Path checkedIn = Path.of("").toAbsolutePath().resolveSibling("CONFIGURATION.md");

        assertThat(Files.readString(checkedIn))
                .as("write it anew with: hedgerow config reference > CONFIGURATION.md")
                .isEqualTo(ConfigurationPage.markdown());
    }

    @Test
    void flagsAreStrongerThanTheEnvironmentAndThatThanTheFile() throws IOException {
        Path file = folder.resolve("node.properties");
        Files.writeString(file, "port = 1\nworkers = 2\nlog-format = json\n");
        var flags = List.of("--config", file.toString(), "--port", "3");
        var environment =
                Map.of(
                        "HEDGEROW_PORT",
                        "4",
                        "HEDGEROW_WORKERS",
                        "5",
                        "HEDGEROW_RETENTION_DAYS",
                        "30");

        NodeConfiguration read = ConfigurationReader.read(flags, environment, folder);

        assertThat(read.port()).isEqualTo(3);
        assertThat(read.workers()).isEqualTo(5);
        assertThat(read.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(read.logging()).isEqualTo(new NodeConfiguration.Logging(true, "info"));
        assertThat(ConfigurationReader.effective(flags, environment))
                .extracting(ConfigurationReader.Effective::place)
                .contains("--port", "HEDGEROW_WORKERS", file + ": log-format", "default");
    }

    @Test
    void theDynamoDbPortIsOffUnlessSaid() {
        assertThat(read().listening().dynamodb()).isEmpty();
        assertThat(read("--dynamodb-port", "8000").listening().dynamodb())
                .contains(new NodeConfiguration.DynamoDb(8000, false));
        assertThat(read("--dynamodb-port", "0", "--unsigned").listening().dynamodb())
                .contains(new NodeConfiguration.DynamoDb(0, true));
    }

    @Test
    void unsignedRequestsAreNeverTakenFromOtherMachines() {
        for (String bind : List.of("0.0.0.0", "192.0.2.1", "::")) {
            var refused =
                    catchThrowableOfType(
                            HedgerowException.class,
                            () ->
                                    read(
                                            "--bind",
                                            bind,
                                            "--insecure",
                                            "--dynamodb-port",
                                            "0",
                                            "--unsigned"));
            assertThat(refused.failure()).isEqualTo(Failure.INVALID_CONFIGURATION);
            assertThat(refused.violations())
                    .singleElement()
                    .asString()
                    .contains("--unsigned", bind, "hedgerow key create");
        }
        var alone = catchThrowableOfType(HedgerowException.class, () -> read("--unsigned"));
        assertThat(alone.violations())
                .singleElement()
                .asString()
                .contains("add --dynamodb-port 8000");
    }

    private NodeConfiguration read(String... flags) {
        return ConfigurationReader.read(List.of(flags), Map.of(), folder);
    }

    @Test
    void whatIsNotKnownIsRefusedWithWhatWasMeant() throws IOException {
        Path file = folder.resolve("node.properties");
        Files.writeString(file, "wokers = 2\n");
        var flags =
                List.of(
                        "--config",
                        file.toString(),
                        "--prot",
                        "1",
                        "--log-format=jsn",
                        "--zzz",
                        "1");

        var refused =
                catchThrowableOfType(
                        HedgerowException.class,
                        () -> ConfigurationReader.read(flags, Map.of(), folder));

        assertThat(refused.failure()).isEqualTo(Failure.INVALID_CONFIGURATION);
        assertThat(refused.violations())
                .extracting(Object::toString)
                .anySatisfy(told -> assertThat(told).contains("wokers", "did you mean `workers`?"))
                .anySatisfy(told -> assertThat(told).contains("--prot", "did you mean `port`?"))
                .anySatisfy(told -> assertThat(told).contains("jsn", "did you mean `json`?"))
                .anySatisfy(told -> assertThat(told).contains("--zzz", "settings are data, bind"));
    }
}
