package dev.hedgerow.simulation;

import dev.hedgerow.simulator.Replay;
import dev.hedgerow.simulator.SimulationFailure;
import java.util.List;

/**
 * Plays seeds: {@code [--scenario NAME] [--seeds COUNT] [--from SEED] [--seed SEED]}. Every
 * hundredth seed is played twice and compared. Ends with 1 when a seed fails.
 */
public final class Main {
    private static final int COMPARED_EACH = 100;

    private final List<Scenario> scenarios;
    private final long from;
    private final long seeds;

    private Main(List<Scenario> scenarios, long from, long seeds) {
        this.scenarios = scenarios;
        this.from = from;
        this.seeds = seeds;
    }

    /** The command. */
    public static void main(String[] arguments) {
        String scenario = "";
        long from = 0;
        long seeds = 1000;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--scenario" -> scenario = value;
                case "--seeds" -> seeds = Long.parseLong(value);
                case "--from" -> from = Long.parseLong(value);
                case "--seed" -> {
                    from = Long.parseLong(value);
                    seeds = 1;
                }
                default -> throw usage(arguments[i]);
            }
        }
        if (arguments.length % 2 != 0) {
            throw usage(arguments[arguments.length - 1]);
        }
        System.exit(new Main(named(scenario), from, seeds).run());
    }

    private static IllegalArgumentException usage(String argument) {
        return new IllegalArgumentException(
                "'%s' is not understood; use [--scenario NAME] [--seeds COUNT] [--from SEED] [--seed SEED]"
                        .formatted(argument));
    }

    private static List<Scenario> named(String name) {
        var named =
                Scenarios.ALL.stream()
                        .filter(s -> name.isEmpty() || s.name().equals(name))
                        .toList();
        if (named.isEmpty()) {
            throw usage(name);
        }
        return named;
    }

    private int run() {
        int failures = 0;
        for (Scenario scenario : scenarios) {
            var tally = Tally.NONE;
            for (long seed = from; seed < from + seeds; seed++) {
                try {
                    tally = tally.plus(Scenarios.play(scenario, seed));
                    if (seed % COMPARED_EACH == 0) {
                        Replay.check(seed, scenario::play);
                    }
                } catch (SimulationFailure e) {
                    failures++;
                    System.out.printf(
                            "%s, seed %d FAILED: %s%n", scenario.name(), seed, e.getMessage());
                }
            }
            System.out.printf("%s: %s%n", scenario.name(), tally);
        }
        return failures == 0 ? 0 : 1;
    }
}
