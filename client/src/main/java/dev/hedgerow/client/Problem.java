package dev.hedgerow.client;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.Violation;
import java.util.List;
import java.util.Map;

/** A problem document, RFC 9457, as the node writes it. */
record Problem(
        String title,
        String detail,
        String code,
        Map<String, Object> context,
        List<Violation> violations,
        List<History.Conflict> conflicts) {

    static Problem of(Failure failure, String sentence) {
        return new Problem(
                failure.sentence(), sentence, failure.code(), Map.of(), List.of(), List.of());
    }
}
