package dev.hedgerow.projection;

import dev.hedgerow.kernel.GraphId;
import java.time.Instant;

/** A held lock as anybody may see it. */
public record LockView(GraphId graph, String holder, long fence, Instant since, Instant until) {}
