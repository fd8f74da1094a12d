package dev.hedgerow.kernel;

/**
 * Everything that can go wrong, as a closed list. A failure's {@linkplain #code() code} is what
 * clients match on; HTTP status, exit code, metric label and log key derive from it.
 */
public enum Failure {
    INVALID_REQUEST(Kind.WRONG_USE, "The request is not valid"),
    INVALID_CONFIGURATION(Kind.WRONG_USE, "The configuration is not valid"),
    REQUEST_TOO_LARGE(Kind.WRONG_USE, "The request is larger than allowed"),
    NOT_FOUND(Kind.NOT_FOUND, "No such resource"),
    GRAPH_NOT_FOUND(Kind.NOT_FOUND, "No such graph"),
    BRANCH_NOT_FOUND(Kind.NOT_FOUND, "No such branch"),
    COMMIT_NOT_FOUND(Kind.NOT_FOUND, "No such commit"),
    ENTITY_NOT_FOUND(Kind.NOT_FOUND, "No such node or edge"),
    OPERATION_NOT_FOUND(Kind.NOT_FOUND, "No such operation"),
    INSTANCE_NOT_FOUND(Kind.NOT_FOUND, "No such instance"),
    VOLUME_NOT_FOUND(Kind.NOT_FOUND, "No such volume"),
    PLACEMENT_NOT_FOUND(Kind.NOT_FOUND, "The graph has no placement"),
    PROJECTION_NOT_FOUND(Kind.NOT_FOUND, "The graph has not been materialised"),
    HISTORY_GONE(Kind.NOT_FOUND, "The state of that moment is not kept any more"),
    ALREADY_EXISTS(Kind.CONFLICT, "It exists already"),
    TRANSACTION_CONFLICT(Kind.CONFLICT, "Other writers kept changing what this one read"),
    PRECONDITION_FAILED(Kind.CONFLICT, "A stated precondition does not hold"),
    MERGE_CONFLICT(Kind.CONFLICT, "The branches changed the same properties differently"),
    LOCKED(Kind.CONFLICT, "Somebody else holds the lock"),
    STALE_EPOCH(Kind.CONFLICT, "Somebody newer has taken over"),
    TOKEN_REUSED(Kind.CONFLICT, "The idempotency key was used for a different request"),
    TOKEN_EXPIRED(Kind.CONFLICT, "The idempotency key is too old or from the future"),
    WRONG_STATE(Kind.CONFLICT, "The object is not in a state that allows this"),
    SCHEMA_INVALID(Kind.REFUSED, "The schema is not valid"),
    ROWS_INVALID(Kind.REFUSED, "Some rows are not valid"),
    CYPHER_INVALID(Kind.REFUSED, "The query is not valid Cypher"),
    CYPHER_REFUSED(Kind.REFUSED, "The query uses something that is not allowed"),
    LIMIT_EXCEEDED(Kind.REFUSED, "A limit would be exceeded"),
    UNAUTHENTICATED(Kind.NOT_ALLOWED, "A valid token is needed"),
    FORBIDDEN(Kind.NOT_ALLOWED, "The token does not allow this"),
    NOT_READY(Kind.UNAVAILABLE, "The node is not ready yet"),
    SHUTTING_DOWN(Kind.UNAVAILABLE, "The node is shutting down"),
    OVERLOADED(Kind.UNAVAILABLE, "Too much is waiting already"),
    NO_CAPACITY(Kind.UNAVAILABLE, "No volume has room"),
    DEADLINE_EXCEEDED(Kind.UNAVAILABLE, "It was not done in time"),
    BEHIND(Kind.UNAVAILABLE, "The projection has not reached the wanted commit"),
    UNAVAILABLE(Kind.UNAVAILABLE, "The service cannot answer now"),
    OUTCOME_UNKNOWN(Kind.UNAVAILABLE, "It is not known whether the write happened"),
    CANCELLED(Kind.FAILED, "It was cancelled"),
    DISK_FULL(Kind.UNAVAILABLE, "The disk is full"),
    CORRUPT(Kind.FAILED, "Stored data is not as it was written"),
    ENGINE_FAILED(Kind.FAILED, "The Cypher engine reported an error"),
    INPUT_OUTPUT(Kind.FAILED, "A file could not be read or written"),
    INTERNAL(Kind.FAILED, "An unexpected error");

    private final Kind kind;
    private final String sentence;

    Failure(Kind kind, String sentence) {
        this.kind = kind;
        this.sentence = sentence;
    }

    /** How surfaces treat the failure. */
    public Kind kind() {
        return kind;
    }

    /** A sentence without variables and without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** The stable, lower-case name that clients match on. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The families that decide HTTP status and exit code. */
    public enum Kind {
        FAILED(1, true),
        WRONG_USE(2, false),
        NOT_FOUND(3, false),
        CONFLICT(4, false),
        REFUSED(5, false),
        NOT_ALLOWED(6, false),
        UNAVAILABLE(7, true);

        private final int exitCode;
        private final boolean ours;

        Kind(int exitCode, boolean ours) {
            this.exitCode = exitCode;
            this.ours = ours;
        }

        /** The exit code of a command that ends this way. */
        public int exitCode() {
            return exitCode;
        }

        /** Whether the service is to blame, rather than the caller. */
        public boolean ours() {
            return ours;
        }
    }
}
