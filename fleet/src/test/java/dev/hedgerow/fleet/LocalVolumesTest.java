package dev.hedgerow.fleet;

import static dev.hedgerow.fleet.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalVolumesTest {
    private final Ids ids = new Ids(World.system());
    private final InstanceId node = ids.instance();
    private final VolumeId volume = ids.volume();
    private Path root;
    private Path folder;

    @BeforeEach
    void root(@TempDir Path temporary) {
        root = temporary.resolve("volumes");
        folder = root.resolve(volume.value());
    }

    @Test
    void aVolumeIsAFolderWithAManifest() throws IOException {
        try (var volumes = new LocalVolumes(root)) {
            volumes.create(volume);
            volumes.create(volume);
            Attachment attachment = volumes.attach(volume, node, 3);
            var graph = ids.graph();
            Files.createDirectories(attachment.folder(graph));

            VolumeDescription description = volumes.describe(volume);
            assertThat(description.epoch()).isEqualTo(3);
            assertThat(description.instance()).contains(node);
            assertThat(description.graphs()).containsExactly(graph);
            assertThat(description.space().freeBytes()).isPositive();
            assertThat(volumes.volumes()).containsExactly(volume);
            assertThat(Files.readString(folder.resolve("manifest.json")))
                    .contains("\"format\" : 1", volume.value(), "\"epoch\" : 3", node.value());
            assertThat(Folders.names(folder)).containsExactly("graphs", "lock", "manifest.json");
        }
    }

    @Test
    void anOlderEpochIsRefused() {
        InstanceId other = ids.instance();
        try (var volumes = new LocalVolumes(root)) {
            volumes.create(volume);
            volumes.attach(volume, node, 5);
            volumes.attach(volume, node, 5);

            refused(Failure.STALE_EPOCH, () -> volumes.attach(volume, node, 4));
            refused(Failure.STALE_EPOCH, () -> volumes.attach(volume, other, 5));
            refused(Failure.STALE_EPOCH, () -> volumes.detach(volume, 4));
            assertThat(volumes.describe(volume).epoch()).isEqualTo(5);
            volumes.detach(volume, 5);
            volumes.detach(volume, 5);
            refused(Failure.STALE_EPOCH, () -> volumes.attach(volume, node, 4));
            volumes.attach(volume, other, 6);
        }
        try (var later = new LocalVolumes(root)) {
            refused(Failure.STALE_EPOCH, () -> later.attach(volume, node, 6));
            later.attach(volume, node, 7);
        }
    }

    @Test
    void aDetachWhoseManifestCannotBeWrittenMayBeDoneAgain() throws IOException {
        try (var first = new LocalVolumes(root);
                var second = new LocalVolumes(root)) {
            first.create(volume);
            first.attach(volume, node, 1);
            Path obstacle = Files.createDirectory(folder.resolve("manifest.json.tmp"));
            refused(Failure.INPUT_OUTPUT, () -> first.detach(volume, 1));
            refused(Failure.LOCKED, () -> second.attach(volume, node, 2));
            Files.delete(obstacle);

            first.attach(volume, node, 2);
            first.detach(volume, 2);
            second.attach(volume, ids.instance(), 3);
        }
    }

    @Test
    void aSecondHolderInTheSameProcessIsRefused() {
        try (var first = new LocalVolumes(root);
                var second = new LocalVolumes(root)) {
            first.create(volume);
            first.attach(volume, node, 1);

            refused(Failure.LOCKED, () -> second.attach(volume, ids.instance(), 2));
            assertThat(first.describe(volume).epoch()).isEqualTo(1);
        }
        try (var third = new LocalVolumes(root)) {
            third.attach(volume, ids.instance(), 2);
        }
    }

    @Test
    void aKilledProcessLosesTheVolumeAndALivingOneDoesNot() throws Exception {
        try (var volumes = new LocalVolumes(root)) {
            volumes.create(volume);
            Process holder =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Holder.class.getName(),
                                    root.toString(),
                                    volume.value(),
                                    ids.instance().value())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (var out = holder.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo("attached");
                assertThat(refused(Failure.LOCKED, () -> volumes.attach(volume, node, 2)))
                        .contains(folder.toString());
                refused(Failure.LOCKED, () -> volumes.deleteIfEmpty(volume));
            } finally {
                holder.destroyForcibly().waitFor();
            }

            assertThat(volumes.attach(volume, node, 2).epoch()).isEqualTo(2);
        }
    }

    /** Attaches a volume, says so, and waits to be killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            var volumes = new LocalVolumes(Path.of(arguments[0]));
            volumes.attach(new VolumeId(arguments[1]), new InstanceId(arguments[2]), 1);
            System.out.println("attached");
            System.out.flush();
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"format\": 1}",
                "{\"format\": 2, \"volume\": \"V\", \"epoch\": 1, \"instance\": null}",
                "{\"format\": \"1\", \"volume\": \"V\", \"epoch\": 1, \"instance\": null}",
                "{\"format\": 1, \"volume\": \"V\", \"epoch\": \"x\", \"instance\": null}",
                "{\"format\": 1, \"volume\": \"V\", \"epoch\": -1, \"instance\": null}",
                "{\"format\": 1, \"volume\": \"V\", \"epoch\": 1, \"instance\": \"me\"}",
                "{\"format\": 1, \"volume\": \"vo_x\", \"epoch\": 1, \"instance\": null}"
            })
    void aBadManifestIsNamedAndLeftAlone(String content) throws IOException {
        String text = content.replace("\"V\"", "\"" + volume.value() + "\"");
        Files.createDirectories(folder);
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, text);
        try (var volumes = new LocalVolumes(root)) {
            assertThat(refused(Failure.CORRUPT, () -> volumes.attach(volume, node, 9)))
                    .contains(manifest.toString());
            refused(Failure.CORRUPT, () -> volumes.create(volume));
            refused(Failure.CORRUPT, () -> volumes.describe(volume));
            refused(Failure.CORRUPT, () -> volumes.deleteIfEmpty(volume));
        }
        assertThat(manifest).hasContent(text);
    }

    @Test
    void theManifestOfAnotherVolumeIsRefused() throws IOException {
        VolumeId other = ids.volume();
        try (var volumes = new LocalVolumes(root)) {
            volumes.create(other);
            Files.move(root.resolve(other.value()), folder);

            assertThat(refused(Failure.CORRUPT, () -> volumes.attach(volume, node, 1)))
                    .contains(other.value(), folder.toString());
        }
    }

    @Test
    void aForeignFolderIsNotTouched() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        try (var volumes = new LocalVolumes(root)) {
            assertThat(refused(Failure.WRONG_STATE, () -> volumes.create(volume)))
                    .contains(folder.toString());
            refused(Failure.VOLUME_NOT_FOUND, () -> volumes.attach(volume, node, 1));
            refused(Failure.VOLUME_NOT_FOUND, () -> volumes.deleteIfEmpty(volume));
            assertThat(volumes.volumes()).isEmpty();
        }
        assertThat(Folders.names(folder)).containsExactly("thesis.txt");
    }

    @Test
    void aCreationThatDiedIsCompleted() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("manifest.json.tmp"), "{");
        try (var volumes = new LocalVolumes(root)) {
            refused(Failure.VOLUME_NOT_FOUND, () -> volumes.attach(volume, node, 1));
            volumes.create(volume);
            volumes.attach(volume, node, 1);
        }
    }

    @Test
    void onlyAnEmptyVolumeThatIsNotAttachedIsDeleted() throws IOException {
        try (var volumes = new LocalVolumes(root)) {
            volumes.create(volume);
            Attachment attachment = volumes.attach(volume, node, 1);
            refused(Failure.LOCKED, () -> volumes.deleteIfEmpty(volume));
            Files.createDirectories(attachment.folder(ids.graph()));
            volumes.detach(volume, 1);
            assertThat(refused(Failure.WRONG_STATE, () -> volumes.deleteIfEmpty(volume)))
                    .contains("1 graphs");
            Folders.delete(folder.resolve("graphs"));

            volumes.deleteIfEmpty(volume);

            assertThat(folder).doesNotExist();
            assertThat(volumes.volumes()).isEmpty();
        }
    }
}
