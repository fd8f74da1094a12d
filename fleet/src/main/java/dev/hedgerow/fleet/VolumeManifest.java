package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code manifest.json} at the root of a volume: {@code {"format": 1, "volume": "vo_...", "epoch":
 * 3, "instance": "in_..." or null}}. Written as a whole, see {@link Folders#write}.
 *
 * @param instance who attached it last, until that one gives it back
 */
record VolumeManifest(VolumeId volume, long epoch, Optional<InstanceId> instance) {
    static final String FILE = "manifest.json";
    private static final int FORMAT = 1;
    private static final JsonMapper JSON = new JsonMapper();

    static VolumeManifest read(Path folder, VolumeId expected) {
        Path file = folder.resolve(FILE);
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.VOLUME_NOT_FOUND,
                    ("volume %s has no manifest at %s; bring the volume "
                                    + "back, no empty one is made in its place")
                            .formatted(expected, file));
        } catch (IOException e) {
            throw Folders.failed(e, "the volume's manifest %s could not be read".formatted(file));
        }
        VolumeManifest manifest = parsed(file, content);
        if (!manifest.volume().equals(expected)) {
            throw corrupt(
                    file,
                    "is of volume %s, not of %s".formatted(manifest.volume(), expected),
                    null);
        }
        return manifest;
    }

    private static VolumeManifest parsed(Path file, byte[] content) {
        try {
            JsonNode json = JSON.readTree(content);
            int format = json.required("format").intValue();
            if (format != FORMAT) {
                throw corrupt(
                        file,
                        "has format %d, this version reads %d".formatted(format, FORMAT),
                        null);
            }
            long epoch = json.required("epoch").longValue();
            if (epoch < 0) {
                throw corrupt(file, "has the negative epoch " + epoch, null);
            }
            JsonNode instance = json.required("instance");
            return new VolumeManifest(
                    new VolumeId(json.required("volume").stringValue()),
                    epoch,
                    instance.isNull()
                            ? Optional.empty()
                            : Optional.of(new InstanceId(instance.stringValue())));
        } catch (JacksonException e) {
            throw corrupt(file, "is not valid JSON of a manifest", e);
        } catch (HedgerowException e) {
            throw e.failure() == Failure.CORRUPT ? e : corrupt(file, "has a wrong id in it", e);
        }
    }

    private static HedgerowException corrupt(Path file, String problem, @Nullable Throwable cause) {
        String sentence =
                "the volume's manifest %s %s; repair or restore it before attaching the volume"
                        .formatted(file, problem);
        return cause == null
                ? HedgerowException.of(Failure.CORRUPT, sentence)
                : HedgerowException.causedBy(cause, Failure.CORRUPT, sentence);
    }

    void write(Path folder) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("volume", volume.value());
        json.put("epoch", epoch);
        json.put("instance", instance.map(InstanceId::value).orElse(null));
        Folders.write(
                folder.resolve(FILE),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }
}
