package dev.hedgerow.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one exception that crosses a module boundary: a {@link Failure}, one sentence for people, the
 * variables as context, and every offending place of an input.
 */
public final class HedgerowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Failure failure;
    private final transient Map<String, Object> context;
    private final transient List<Violation> violations;

    private HedgerowException(
            Failure failure, String sentence, Map<String, ?> context, List<Violation> violations) {
        super(sentence);
        this.failure = failure;
        this.context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
        this.violations = List.copyOf(violations);
    }

    /** A failure that its own sentence describes. */
    public static HedgerowException of(Failure failure) {
        return new HedgerowException(failure, failure.sentence(), Map.of(), List.of());
    }

    /** A failure with a sentence of its own: what happened, to what, and what to do. */
    public static HedgerowException of(Failure failure, String sentence) {
        return new HedgerowException(failure, sentence, Map.of(), List.of());
    }

    public static HedgerowException of(Failure failure, String sentence, Map<String, ?> context) {
        return new HedgerowException(failure, sentence, context, List.of());
    }

    /** A refusal that names every offending place. */
    public static HedgerowException refused(
            Failure failure, String sentence, List<Violation> violations) {
        return new HedgerowException(failure, sentence, Map.of(), violations);
    }

    /** Something below failed; the cause is kept for the log. */
    public static HedgerowException causedBy(Throwable cause, Failure failure, String sentence) {
        var exception = new HedgerowException(failure, sentence, Map.of(), List.of());
        exception.initCause(cause);
        return exception;
    }

    public Failure failure() {
        return failure;
    }

    /** The variables of the failure, in a stable order. */
    public Map<String, Object> context() {
        return context;
    }

    public List<Violation> violations() {
        return violations;
    }
}
