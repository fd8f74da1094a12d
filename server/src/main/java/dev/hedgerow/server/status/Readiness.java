package dev.hedgerow.server.status;

import java.util.List;

/** Looks at what must hold before a node takes requests. Called often; must be quick. */
@FunctionalInterface
public interface Readiness {
    /** Everything that was looked at. */
    List<Check> checks();

    /**
     * One thing that was looked at.
     *
     * @param detail what is wrong, or empty
     */
    record Check(String name, boolean ok, String detail) {
        public static Check passed(String name) {
            return new Check(name, true, "");
        }
    }
}
