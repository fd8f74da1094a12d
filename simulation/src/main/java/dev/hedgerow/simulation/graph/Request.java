package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.IdempotencyKey;
import dev.hedgerow.kernel.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An act that a client wants, and every answer it got. */
final class Request {
    /** What it was told. */
    sealed interface Answer {
        /** It is done; a write that changed nothing names the head. */
        record Done(Stamp commit, boolean changed) implements Answer {}

        /** It is refused, for a reason that held at some moment up to {@code until}. */
        record Refused(Class<? extends Rules.Result> how, Stamp until) implements Answer {}
    }

    private final int number;
    private final Act act;
    private final Optional<IdempotencyKey> key;
    private final Told before;
    private final List<Answer> answers = new ArrayList<>();
    private boolean failed;
    private int tries;

    /**
     * @param before what everybody had been told when it was first asked for
     */
    Request(int number, Act act, Optional<IdempotencyKey> key, Told before) {
        this.number = number;
        this.act = act;
        this.key = key;
        this.before = before;
    }

    /** By which its commit is known again. */
    String actor() {
        return "request-" + number;
    }

    Act act() {
        return act;
    }

    Optional<IdempotencyKey> key() {
        return key;
    }

    Told before() {
        return before;
    }

    void asked() {
        tries++;
    }

    boolean askedOnce() {
        return tries == 1;
    }

    void answer(Answer answer) {
        answers.add(answer);
    }

    List<Answer> answers() {
        return answers;
    }

    /** It is certain that nothing happened. */
    void fail() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    @Override
    public String toString() {
        return "%s %s, answered %s".formatted(actor(), act, answers);
    }
}
