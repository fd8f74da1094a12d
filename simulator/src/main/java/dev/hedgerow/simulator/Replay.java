package dev.hedgerow.simulator;

import java.util.List;
import java.util.function.Consumer;

/** Plays a seed twice, and finds where the plays part when something did not come from the seed. */
public final class Replay {
    private static final int BEFORE = 20;

    private Replay() {}

    /**
     * @param scenario plays the world it is given, and has no state of its own
     * @throws SimulationFailure naming the first event that differs
     */
    public static void check(long seed, Consumer<SimulatedWorld> scenario) {
        long hash = play(seed, false, scenario).traceHash();
        if (play(seed, false, scenario).traceHash() == hash) {
            return;
        }
        var first = play(seed, true, scenario).trace();
        var second = play(seed, true, scenario).trace();
        throw new SimulationFailure(
                "Seed %d was played twice and differed: something in it does not come from the seed%n%s"
                        .formatted(seed, difference(first, second)));
    }

    private static SimulatedWorld play(
            long seed, boolean wholeTrace, Consumer<SimulatedWorld> scenario) {
        var world = new SimulatedWorld(seed, SimulatedWorld.EVENTS_MAX, wholeTrace);
        scenario.accept(world);
        return world;
    }

    private static String difference(List<String> first, List<String> second) {
        int at = 0;
        while (at < Math.min(first.size(), second.size()) && first.get(at).equals(second.get(at))) {
            at++;
        }
        var same = first.subList(Math.max(0, at - BEFORE), at);
        return "%s%n  then in one play:%n    %s%n  and in the other:%n    %s"
                .formatted(String.join("\n", same), line(first, at), line(second, at));
    }

    private static String line(List<String> lines, int at) {
        return at < lines.size() ? lines.get(at) : "(it ended)";
    }
}
