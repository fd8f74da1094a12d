package dev.hedgerow.projection;

import static dev.hedgerow.projection.Site.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationManifestTest {
    private static final GenerationManifest MANIFEST =
            new GenerationManifest(
                    new GenerationId(new GraphId("gr_01hf00000000000000000000ab"), 3),
                    Site.SOURCE,
                    new Place(new VolumeId("vo_01hf00000000000000000000ab"), 1, 4),
                    Site.CONTENT.counts());

    @TempDir private Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        MANIFEST.write(folder);

        assertThat(GenerationManifest.read(folder)).isEqualTo(MANIFEST);
        assertThat(Files.readString(folder.resolve("manifest.json")))
                .contains("\"Airport\" : 2", "\"generation\" : 3", Site.COMMIT.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"format\": 2}", "{\"format\": 1}", "null"})
    void aBadManifestIsNamed(String content) throws IOException {
        Path file = folder.resolve("manifest.json");
        refused(Failure.CORRUPT, () -> GenerationManifest.read(folder));
        Files.writeString(file, content);

        assertThat(refused(Failure.CORRUPT, () -> GenerationManifest.read(folder)))
                .hasMessageContaining(file.toString());
    }

    @Test
    void aWrongIdOrCommitIsNamed() throws IOException {
        MANIFEST.write(folder);
        Path file = folder.resolve("manifest.json");
        String good = Files.readString(file);
        for (String part : new String[] {"gr_", "vo_", "co_"}) {
            Files.writeString(file, good.replace(part, "xx_"));
            refused(Failure.CORRUPT, () -> GenerationManifest.read(folder));
        }
    }
}
