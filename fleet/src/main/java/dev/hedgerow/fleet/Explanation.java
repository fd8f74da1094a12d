package dev.hedgerow.fleet;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.VolumeId;
import java.util.List;
import java.util.Optional;

/**
 * Why a graph would be, or could not be, placed: the volumes that were considered.
 *
 * @param chosen the best of the eligible ones
 * @param candidates the chosen one first, then by score, then the rejected ones; at most {@link
 *     #CANDIDATES_MAX}
 * @param considered how many there were
 */
public record Explanation(
        GraphId graph, Optional<VolumeId> chosen, List<Candidate> candidates, int considered) {
    public static final int CANDIDATES_MAX = 100;

    public Explanation {
        candidates = List.copyOf(candidates);
    }

    /** A volume and what was found. */
    public record Candidate(VolumeId volume, Verdict verdict) {}

    /** Whether a volume can take the graph. */
    public sealed interface Verdict {
        /**
         * It can.
         *
         * @param score 0 to 1000; free slots count for half, free disk for three tenths, few other
         *     graphs of the owner in the zone for two tenths
         */
        record Eligible(int score, int freeSlots, long freeBytes) implements Verdict {}

        /** It cannot. */
        record Rejected(Reason reason, String sentence) implements Verdict {}
    }

    /** Why a volume cannot take a graph, and what would help. */
    public enum Reason {
        EXPANDING("wait until it is expanded"),
        NOT_ATTACHED("attach it to an instance"),
        INSTANCE_NOT_READY("make its instance ready"),
        NO_FREE_SLOT("delete graphs of it, or add a volume of the tier"),
        INSTANCE_FULL("delete graphs of its instance, or attach a volume to another one"),
        TOO_LITTLE_DISK("free disk, or expand it"),
        DISK_UNKNOWN("let its instance report its free disk");

        private final String help;

        Reason(String help) {
            this.help = help;
        }

        public String help() {
            return help;
        }
    }
}
