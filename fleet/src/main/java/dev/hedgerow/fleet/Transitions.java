package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A state machine as a table: which state may follow which. */
public final class Transitions<S extends Enum<S>> {
    private final Class<S> states;
    private final Map<S, Set<S>> next;

    private Transitions(Class<S> states, Map<S, Set<S>> next) {
        this.states = states;
        this.next = next;
    }

    /** A table without a way; ways are added while it is built. */
    public static <S extends Enum<S>> Table<S> of(Class<S> states) {
        return new Table<>(states);
    }

    public boolean allows(S from, S to) {
        return next.getOrDefault(from, Set.of()).contains(to);
    }

    /**
     * The new state.
     *
     * @throws HedgerowException WRONG_STATE, naming what it is, the state and what may follow it
     */
    public S checked(Object what, S from, S to) {
        if (!allows(from, to)) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "%s is %s and cannot become %s; from there it can become %s"
                            .formatted(what, name(from), name(to), names(from)));
        }
        return to;
    }

    /** The table as a Mermaid state diagram. */
    public String diagram() {
        var text = new StringBuilder("stateDiagram-v2\n");
        for (S from : states.getEnumConstants()) {
            for (S to : next.getOrDefault(from, Set.of())) {
                text.append("    %s --> %s%n".formatted(name(from), name(to)));
            }
        }
        return text.toString();
    }

    private String names(S from) {
        Set<S> after = next.getOrDefault(from, Set.of());
        return after.isEmpty()
                ? "nothing else"
                : String.join(", ", after.stream().map(Transitions::name).toList());
    }

    private static String name(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** A table while it is written down. */
    public static final class Table<S extends Enum<S>> {
        private final Class<S> states;
        private final Map<S, Set<S>> next;

        private Table(Class<S> states) {
            this.states = states;
            this.next = new EnumMap<>(states);
        }

        /** Adds ways out of a state. */
        @SafeVarargs
        public final Table<S> from(S from, S... to) {
            Set<S> after = next.computeIfAbsent(from, _ -> EnumSet.noneOf(states));
            for (S state : to) {
                after.add(state);
            }
            return this;
        }

        public Transitions<S> build() {
            return new Transitions<>(states, new EnumMap<>(next));
        }
    }
}
