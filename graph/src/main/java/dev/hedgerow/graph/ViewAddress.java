package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Which moment of a graph: the head of a branch, a commit, or a branch at a time. As text {@code
 * main}, {@code co_…}, {@code 2026-01-01T00:00:00Z} (of main) or {@code dev@2026-01-01T00:00:00Z}.
 */
public sealed interface ViewAddress {
    /** The newest commit of main. */
    ViewAddress MAIN = new Head(Branch.MAIN);

    /** The newest commit of a branch when the view is opened. */
    record Head(String branch) implements ViewAddress {
        @Override
        public String toString() {
            return branch;
        }
    }

    /** A commit, on whichever branch it was made. */
    record At(Stamp commit) implements ViewAddress {
        @Override
        public String toString() {
            return commit.toString();
        }
    }

    /** A branch as it was at the end of a millisecond. */
    record AtTime(String branch, Instant time) implements ViewAddress {
        @Override
        public String toString() {
            return branch.equals(Branch.MAIN) ? time.toString() : branch + "@" + time;
        }
    }

    /**
     * Reads the text after {@code graph@}.
     *
     * @throws HedgerowException INVALID_REQUEST when it is none of the forms
     */
    static ViewAddress parse(String text) {
        int at = text.indexOf('@');
        if (at > 0) {
            return new AtTime(BranchName.checked(text.substring(0, at)), time(text, at + 1));
        }
        var commit = Stamp.parse(text);
        if (commit.isPresent()) {
            return new At(commit.get());
        }
        if (!text.isEmpty() && Character.isDigit(text.charAt(0)) && text.indexOf('T') > 0) {
            return new AtTime(Branch.MAIN, time(text, 0));
        }
        return new Head(BranchName.checked(text));
    }

    private static Instant time(String text, int from) {
        try {
            return OffsetDateTime.parse(text.substring(from)).toInstant();
        } catch (DateTimeException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.INVALID_REQUEST,
                    "'%s' is no view: expected a branch, a commit id or a time such as"
                                    .formatted(text)
                            + " 2026-01-01T00:00:00Z");
        }
    }

    /** A graph's name and a view of it, from {@code graph} or {@code graph@view}. */
    record OfGraph(String graph, ViewAddress view) {
        /** Reads {@code graph@view}; without a view, the head of main. */
        public static OfGraph parse(String text) {
            int at = text.indexOf('@');
            return at < 0
                    ? new OfGraph(text, MAIN)
                    : new OfGraph(text.substring(0, at), ViewAddress.parse(text.substring(at + 1)));
        }

        @Override
        public String toString() {
            return graph + "@" + view;
        }
    }
}
