package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.client.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where secrets must not be found again. */
@Timeout(300)
class SecretsTest {
    private static final String WRONG = "hr_wrongwrongwrongwrongwrongwrong";

    @TempDir Path folder;

    @Test
    void aNodeKeepsNoTokenButTheAdministratorsAndThatInOneFile() throws Exception {
        var secrets = new ArrayList<String>(List.of(WRONG));
        try (PackagedNode node = Ground.node(folder, "--log-level", "debug")) {
            node.start();
            String administrator = node.token().orElseThrow();
            var client = node.client(Duration.ofMinutes(2));
            var wanted =
                    new Tokens.Wanted(
                            "agent", "read", List.of(), Optional.empty(), Optional.empty());
            String made = client.tokens().create(wanted).token().orElseThrow();
            secrets.addAll(List.of(administrator, made));
            for (String token : secrets) {
                ask(node, "/v1/graphs", token);
                ask(node, "/v1/graphs/none?token=" + token, token);
            }
            node.terminate();
            assertThat(node.ended()).hasValue(0);
        }
        List<Path> files = files();
        assertThat(files).anyMatch(file -> file.toString().contains("logs"));
        for (Path file : files) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!file.equals(folder.resolve("data/token"))) {
                assertThat(secrets).as("in %s", file).noneMatch(content::contains);
            }
        }
    }

    private static void ask(PackagedNode node, String path, String token) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(node.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofMinutes(2))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isLessThan(500);
        }
    }

    /** All that the node has written, what it printed among it. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
