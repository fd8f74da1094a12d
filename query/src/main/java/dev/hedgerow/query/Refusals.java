package dev.hedgerow.query;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import java.util.List;

/** The refusals of queries, with their places. */
final class Refusals {
    private Refusals() {}

    /** What may not be in a query. */
    static HedgerowException refused(String cypher, int offset, String problem, String fix) {
        return of(Failure.CYPHER_REFUSED, place(cypher, offset), problem, fix);
    }

    /** What is no Cypher. */
    static HedgerowException invalid(String cypher, int offset, String problem, String fix) {
        return of(Failure.CYPHER_INVALID, place(cypher, offset), problem, fix);
    }

    /** A parameter that is missing, unknown or of no type a query takes. */
    static HedgerowException parameter(String place, String problem, String fix) {
        return of(Failure.CYPHER_INVALID, place, problem, fix);
    }

    static HedgerowException tooLarge(String place, String problem, String fix) {
        return of(Failure.LIMIT_EXCEEDED, place, problem, fix);
    }

    static HedgerowException tooLarge(String cypher, int offset, String problem, String fix) {
        return tooLarge(place(cypher, offset), problem, fix);
    }

    private static HedgerowException of(Failure failure, String place, String problem, String fix) {
        var violation = new Violation(place, problem, fix);
        return HedgerowException.refused(failure, violation.toString(), List.of(violation));
    }

    /** Line and column of an offset, counted from 1, the column in characters. */
    static String place(String cypher, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (cypher.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return line + ":" + (cypher.codePointCount(lineStart, offset) + 1);
    }
}
