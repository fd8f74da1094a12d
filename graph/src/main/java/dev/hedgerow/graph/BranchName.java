package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.util.regex.Pattern;

/** The rule for names of branches, and for those of graphs. */
final class BranchName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]{0,99}");

    private BranchName() {}

    static String checked(String name) {
        return checked("branch", name);
    }

    static String checked(String what, String name) {
        boolean commit = Stamp.parse(name).isPresent();
        if (commit || !NAME.matcher(name).matches()) {
            String reason = commit ? "has the form of a commit id" : "is no name of a " + what;
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "'%s' %s: use a letter, then at most 99 letters, digits or . _ / -"
                            .formatted(shortened(name), reason));
        }
        return name;
    }

    private static String shortened(String name) {
        return name.length() <= 120 ? name : name.substring(0, 120) + "…";
    }
}
