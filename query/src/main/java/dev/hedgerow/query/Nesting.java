package dev.hedgerow.query;

import java.util.ArrayDeque;
import java.util.Deque;

/** The open frames of a walk, within the limits. */
final class Nesting {
    private final String cypher;
    private final CypherLimits limits;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private int chain;

    Nesting(String cypher, CypherLimits limits) {
        this.cypher = cypher;
        this.limits = limits;
    }

    Frame top() {
        return frames.getFirst();
    }

    void open(Frame.Kind kind, Token opening, String function) {
        if (frames.size() > limits.nesting()) {
            throw Refusals.tooLarge(
                    cypher,
                    opening.start(),
                    "the query is nested deeper than " + limits.nesting(),
                    "split it by WITH, or pass a parameter");
        }
        frames.push(new Frame(kind, opening, function));
        if (kind == Frame.Kind.SUBQUERY) {
            checkSubqueries(opening);
        }
    }

    void close() {
        endExpression();
        frames.pop();
    }

    /** Whether a call here would make its result again for every element of something. */
    boolean repeats() {
        return frames.stream()
                .anyMatch(frame -> frame.repeats || Functions.SIZED.contains(frame.function));
    }

    void beginCase(Token token) {
        top().cases++;
        int open = frames.stream().mapToInt(frame -> frame.cases).sum();
        // The time of the engine's parser doubles with every CASE inside a CASE.
        if (open > limits.nesting() / 4) {
            throw Refusals.tooLarge(
                    cypher,
                    token.start(),
                    "CASE is nested deeper than " + limits.nesting() / 4,
                    "put the conditions into one CASE with several WHEN");
        }
    }

    /** Counts an operator of the current expression. */
    void link(Token operator) {
        top().chain++;
        if (++chain > limits.chain()) {
            throw Refusals.tooLarge(
                    cypher,
                    operator.start(),
                    "an expression has more than " + limits.chain() + " operators in a row",
                    "compare with a list: x IN [1, 2, 3], or x IN $list");
        }
    }

    /** The next operand begins an expression of its own. */
    void endExpression() {
        chain -= top().chain;
        top().chain = 0;
    }

    void countRelation(Token node) {
        var part = frames.stream().filter(Frame::hasClauses).findFirst().orElseThrow();
        if (++part.relations > limits.relations()) {
            throw Refusals.tooLarge(
                    cypher,
                    node.start(),
                    "this part of the query has more than " + limits.relations() + " relations",
                    "split it by a WITH, or use a relation of variable length");
        }
    }

    private void checkSubqueries(Token opening) {
        long open = frames.stream().filter(frame -> frame.kind == Frame.Kind.SUBQUERY).count();
        if (open > limits.nesting() / 8) {
            throw Refusals.tooLarge(
                    cypher,
                    opening.start(),
                    "subqueries are nested deeper than " + limits.nesting() / 8,
                    "");
        }
    }
}
