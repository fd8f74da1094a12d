package dev.hedgerow.dynamodb.signature;

/** A request is answered with an error before any table is asked for; an ordinary answer. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException"),
        INCOMPLETE_SIGNATURE("IncompleteSignatureException"),
        INVALID_SIGNATURE("InvalidSignatureException"),
        UNRECOGNIZED_CLIENT("UnrecognizedClientException");

        private final String type;

        Reason(String type) {
            this.type = type;
        }

        /** The short name of the error. */
        public String type() {
            return type;
        }
    }

    Refused(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The sentence for the client. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
