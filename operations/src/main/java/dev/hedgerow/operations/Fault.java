package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why an operation, or an attempt at it, failed.
 *
 * @param sentence for people
 * @param context the variables, in a stable order
 * @param step the step it came from, if it was one
 */
public record Fault(
        Failure code, String sentence, Map<String, String> context, Optional<String> step) {
    public Fault {
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }
}
