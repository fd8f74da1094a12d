package dev.hedgerow.graph;

import dev.hedgerow.files.RowSource;
import java.util.List;
import java.util.Optional;

/**
 * Inputs to be loaded as one commit.
 *
 * @param sources read once, in order; the caller closes them
 * @param progress told about every thousand rows, on the loading thread
 */
public record LoadRequest(
        String branch,
        List<RowSource> sources,
        String message,
        String actor,
        Optional<IdempotencyKey> idempotencyKey,
        Progress progress) {
    public LoadRequest {
        sources = List.copyOf(sources);
    }

    /** A request without a key, whose progress nobody watches. */
    public static LoadRequest of(String branch, List<RowSource> sources, String actor) {
        return new LoadRequest(branch, sources, "", actor, Optional.empty(), (_, _) -> {});
    }

    /** Hears how far a load has come. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called as rows are read; the commit follows the last call.
         *
         * @param rows read so far, of all inputs
         * @param bytes read so far, of all inputs
         */
        void at(long rows, long bytes);
    }
}
