package dev.hedgerow.projection;

import dev.hedgerow.fleet.Folders;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code manifest.json} in the folder of a generation, for people and for checking the folder
 * against its row:
 *
 * <pre>
 * {"format": 1, "graph": "gr_...", "generation": 3, "branch": "main", "commit": "co_...",
 *  "schemaVersion": 2, "engine": "...", "volume": "vo_...", "placementEpoch": 1, "volumeEpoch": 4,
 *  "nodes": {"Airport": 3376}, "edges": {"Route": 5366}}
 * </pre>
 *
 * @param counts at {@link Source#commit}
 */
public record GenerationManifest(GenerationId id, Source source, Place place, TypeCounts counts) {
    public static final String FILE = "manifest.json";
    private static final int FORMAT = 1;
    private static final JsonMapper JSON = new JsonMapper();

    /** Whether this is what the row says. */
    public boolean describes(Generation generation) {
        return id.equals(generation.id())
                && source.equals(generation.source())
                && place.equals(generation.place());
    }

    /** Writes the file as a whole; it is on the disk when this returns. */
    public void write(Path folder) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("graph", id.graph().value());
        json.put("generation", id.number());
        json.put("branch", source.branch());
        json.put("commit", source.commit().toString());
        json.put("schemaVersion", source.schemaVersion());
        json.put("engine", source.engine());
        json.put("volume", place.volume().value());
        json.put("placementEpoch", place.placementEpoch());
        json.put("volumeEpoch", place.volumeEpoch());
        counts.nodes().forEach(json.putObject("nodes")::put);
        counts.edges().forEach(json.putObject("edges")::put);
        Folders.write(
                folder.resolve(FILE),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    /**
     * Reads the file of a folder.
     *
     * @throws HedgerowException CORRUPT, naming the path, when it is missing or not a manifest
     */
    public static GenerationManifest read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return parsed(file, JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw corrupt(file, "cannot be read", e);
        } catch (JacksonException e) {
            throw corrupt(file, "is not valid JSON of a manifest", e);
        } catch (HedgerowException e) {
            throw e.failure() == Failure.CORRUPT ? e : corrupt(file, "has a wrong id in it", e);
        }
    }

    private static GenerationManifest parsed(Path file, JsonNode json) {
        int format = json.required("format").intValue();
        if (format != FORMAT) {
            throw corrupt(
                    file, "has format %d, this version reads %d".formatted(format, FORMAT), null);
        }
        Stamp commit =
                Stamp.parse(json.required("commit").stringValue())
                        .orElseThrow(() -> corrupt(file, "has a commit that is none", null));
        return new GenerationManifest(
                new GenerationId(
                        new GraphId(json.required("graph").stringValue()),
                        json.required("generation").longValue()),
                new Source(
                        json.required("branch").stringValue(),
                        commit,
                        json.required("schemaVersion").longValue(),
                        json.required("engine").stringValue()),
                new Place(
                        new VolumeId(json.required("volume").stringValue()),
                        json.required("placementEpoch").longValue(),
                        json.required("volumeEpoch").longValue()),
                new TypeCounts(counts(json, "nodes"), counts(json, "edges")));
    }

    private static SortedMap<String, Long> counts(JsonNode json, String name) {
        var counts = new TreeMap<String, Long>();
        for (var field : json.required(name).properties()) {
            counts.put(field.getKey(), field.getValue().longValue());
        }
        return counts;
    }

    private static HedgerowException corrupt(Path file, String problem, @Nullable Throwable cause) {
        String sentence =
                "the generation's manifest %s %s; rebuild the graph".formatted(file, problem);
        return cause == null
                ? HedgerowException.of(Failure.CORRUPT, sentence)
                : HedgerowException.causedBy(cause, Failure.CORRUPT, sentence);
    }
}
