package dev.hedgerow.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A durable piece of work and its steps. */
public record Operation(
        String id,
        String kind,
        String state,
        String lane,
        List<Target> targets,
        List<Step> steps,
        Optional<Progress> progress,
        int attempt,
        boolean cancelRequested,
        @Nullable Object output,
        Optional<Trouble> failure,
        String actor,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt) {
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled", "expired");

    /** Whether it has come to an end; an unknown state counts as in flight. */
    public boolean ended() {
        return ENDED.contains(state);
    }

    public boolean succeeded() {
        return state.equals("succeeded");
    }

    /** What it works on. */
    public record Target(String kind, String id, String mode) {}

    /** A step: {@code running}, {@code done} or {@code failed}, and how long it took. */
    public record Step(
            String name,
            String state,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<Long> ms) {}

    /** How far the running step is; a total of 0 is unknown. */
    public record Progress(long done, long total, String unit, String text) {}

    /** Why it failed, and in which step. */
    public record Trouble(String code, String detail, String step, Map<String, Object> context) {}
}
