package dev.hedgerow.projection;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of the registry of generations.
 *
 * @param content what was counted in it when it became ready
 */
public record Generation(
        GenerationId id,
        Source source,
        Place place,
        Standing standing,
        Optional<Content> content,
        Instant created) {
    /**
     * Where it stands.
     *
     * @param since when it came into this state
     * @param reason why it failed
     */
    public record Standing(GenerationState state, Instant since, Optional<String> reason) {}

    public GenerationState state() {
        return standing.state();
    }

    Generation in(GenerationState to, Instant now) {
        return next(new Standing(to, now, standing.reason()), content);
    }

    Generation ready(Content found, Instant now) {
        return next(new Standing(GenerationState.READY, now, Optional.empty()), Optional.of(found));
    }

    Generation failed(String reason, Instant now) {
        return next(new Standing(GenerationState.FAILED, now, Optional.of(reason)), content);
    }

    private Generation next(Standing to, Optional<Content> found) {
        GenerationState.TRANSITIONS.checked("generation " + id, state(), to.state());
        return new Generation(id, source, place, to, found, created);
    }
}
