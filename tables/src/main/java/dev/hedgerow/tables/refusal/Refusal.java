package dev.hedgerow.tables.refusal;

/**
 * A request is answered with an error of the protocol. It never leaves this module, and has no
 * stack trace: refusing is an ordinary answer and must not cost more than another.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Sentence sentence;

    Refusal(Sentence sentence, String message) {
        super(message, null, false, false);
        this.sentence = sentence;
    }

    /** Which of the sentences it says. */
    public Sentence sentence() {
        return sentence;
    }

    public ErrorType type() {
        return sentence.type();
    }

    /** The sentence for the client; empty where the protocol says nothing. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** The same refusal with words before and behind its sentence. */
    public Refusal around(String before, String after) {
        return new Refusal(sentence, before + message() + after);
    }
}
