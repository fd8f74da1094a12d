package dev.hedgerow.kernel;

/**
 * One offending place in some input.
 *
 * @param place where, as the user can find it: {@code file:line:column}, {@code row 12}, a property
 * @param problem what is wrong and what was expected, one sentence without a full stop
 * @param fix what to do, or empty when the problem says it
 */
public record Violation(String place, String problem, String fix) {
    public Violation(String place, String problem) {
        this(place, problem, "");
    }

    @Override
    public String toString() {
        return place + ": " + problem + (fix.isEmpty() ? "" : " (" + fix + ")");
    }
}
