package dev.hedgerow.simulation;

import dev.hedgerow.simulator.SimulatedWorld;

/**
 * What plays have done, to prove that they did something.
 *
 * @param plays worlds played
 * @param acknowledged writes whose success was told
 * @param replayed writes asked for again, and answered from their token
 * @param unknown writes whose caller never learned what became of them
 * @param refused writes refused for certain
 * @param crashes ends of a process without warning
 * @param recovered acknowledged writes found again after a restart, counted at each
 * @param collected rows of the past that were removed at the end
 * @param switches how often another thread went on than the one before
 */
public record Tally(
        long plays,
        long acknowledged,
        long replayed,
        long unknown,
        long refused,
        long crashes,
        long recovered,
        long collected,
        long switches) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** This and the other together. */
    public Tally plus(Tally other) {
        return new Tally(
                plays + other.plays,
                acknowledged + other.acknowledged,
                replayed + other.replayed,
                unknown + other.unknown,
                refused + other.refused,
                crashes + other.crashes,
                recovered + other.recovered,
                collected + other.collected,
                switches + other.switches);
    }

    /** The counts of one world that has been played. */
    public static Tally of(SimulatedWorld world, Counts counts) {
        return new Tally(
                1,
                counts.acknowledged,
                counts.replayed,
                counts.unknown,
                counts.refused,
                counts.crashes,
                counts.recovered,
                counts.collected,
                world.switches());
    }

    /** Counters of a play under way. */
    public static final class Counts {
        private long acknowledged;
        private long replayed;
        private long unknown;
        private long refused;
        private long crashes;
        private long recovered;
        private long collected;

        public void acknowledge() {
            acknowledged++;
        }

        public void replay() {
            replayed++;
        }

        public void lose() {
            unknown++;
        }

        public void refuse() {
            refused++;
        }

        public void crash() {
            crashes++;
        }

        public void recover(long writes) {
            recovered += writes;
        }

        public void collect(long rows) {
            collected += rows;
        }
    }
}
