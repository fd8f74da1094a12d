package dev.hedgerow.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients in JavaScript: the AWS SDK with its document client, and ElectroDB on top of it. Each
 * script in {@code js} checks what it gets; the build has installed what they need.
 */
@Timeout(300)
final class JavaScriptTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"document.js", "electro.js"})
    void theScriptFindsAllAsItShouldBe(String script) throws IOException, InterruptedException {
        try (var node = new Node(folder)) {
            var builder =
                    new ProcessBuilder("node", script)
                            .directory(Path.of("js").toAbsolutePath().toFile())
                            .redirectErrorStream(true);
            var environment = builder.environment();
            environment.put("ENDPOINT", node.endpoint().toString());
            environment.put("AWS_ACCESS_KEY_ID", node.admin().id());
            environment.put("AWS_SECRET_ACCESS_KEY", node.admin().secret().orElse(""));
            Process process = builder.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("all as it should be");
        }
    }
}
