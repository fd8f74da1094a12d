package dev.hedgerow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressTest {
    @TempDir Path home;

    @Test
    void theEnvironmentNamesTheNode() {
        var environment =
                Map.of(
                        "HEDGEROW_URL", "http://10.0.0.1:7/",
                        "HEDGEROW_TOKEN", "t\n",
                        "HOME", home.toString());

        Address address = Address.find(Address.Wish.NONE, environment);

        assertThat(address.url()).hasToString("http://10.0.0.1:7");
        assertThat(address.token()).contains("t");
    }

    @Test
    void aNodeThatRunsHereIsFoundWithItsToken() throws IOException {
        Path data = running("1", "http://127.0.0.1:5", ProcessHandle.current().pid());
        Files.writeString(data.resolve("token"), "s3cret\n");

        Address address = Address.find(Address.Wish.NONE, Map.of("HOME", home.toString()));

        assertThat(address.url()).hasToString("http://127.0.0.1:5");
        assertThat(address.token()).contains("s3cret");
    }

    @Test
    void aFileOfAProcessThatIsGoneCountsForNothing() throws IOException {
        running("1", "http://127.0.0.1:5", Long.MAX_VALUE);

        Address address = Address.find(Address.Wish.NONE, Map.of("HOME", home.toString()));

        assertThat(address.url()).isEqualTo(Address.DEFAULT_URL);
    }

    @Test
    void twoNodesMustBeToldApart() throws IOException {
        running("1", "http://127.0.0.1:5", ProcessHandle.current().pid());
        running("2", "http://127.0.0.1:6", ProcessHandle.current().pid());

        assertThatThrownBy(() -> Address.find(Address.Wish.NONE, Map.of("HOME", home.toString())))
                .hasMessageContaining("--url");
    }

    @Test
    void theDataFolderNamesItsNode() throws IOException {
        running("1", "http://127.0.0.1:5", ProcessHandle.current().pid());
        Path data = running("2", "http://127.0.0.1:6", ProcessHandle.current().pid());
        var wish = new Address.Wish(Optional.empty(), Optional.empty(), Optional.of(data));

        Address address = Address.find(wish, Map.of("HOME", home.toString()));

        assertThat(address.url()).hasToString("http://127.0.0.1:6");
    }

    @Test
    void whatIsNoUrlIsRefused() {
        var wish =
                new Address.Wish(Optional.of("localhost:7420"), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> Address.find(wish, Map.of()))
                .hasMessageContaining("expected http://HOST:PORT");
    }

    private Path running(String name, String url, long pid) throws IOException {
        Path data = Files.createDirectories(home.resolve("data" + name));
        String text =
                "{\"url\": \"%s\", \"data\": \"%s\", \"pid\": %d, \"startedAt\": \"x\"}"
                        .formatted(url, data, pid);
        Path nodes = Files.createDirectories(home.resolve(".hedgerow/nodes"));
        Files.writeString(nodes.resolve(name + ".json"), text);
        Files.writeString(data.resolve("node.json"), text);
        return data;
    }
}
