package dev.hedgerow.client;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call that failed, as the node told it, or because the node could not be reached. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, Object> context;
    private final transient List<Violation> violations;
    private final transient List<History.Conflict> conflicts;

    private ClientException(int status, Problem problem) {
        super(problem.detail());
        this.status = status;
        this.code = problem.code();
        this.context = problem.context();
        this.violations = List.copyOf(problem.violations());
        this.conflicts = List.copyOf(problem.conflicts());
    }

    static ClientException of(int status, Problem problem) {
        return new ClientException(status, problem);
    }

    static ClientException local(Failure failure, String sentence) {
        return new ClientException(0, Problem.of(failure, sentence));
    }

    static ClientException local(Failure failure, String sentence, Throwable cause) {
        ClientException exception = local(failure, sentence);
        exception.initCause(cause);
        return exception;
    }

    /** The HTTP status, 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** The failure's stable name, such as {@code graph_not_found}. */
    public String code() {
        return code;
    }

    /** The failure; empty when a newer node names one this client does not know. */
    public Optional<Failure> failure() {
        return Arrays.stream(Failure.values()).filter(f -> f.code().equals(code)).findFirst();
    }

    /** How to treat it; from the status when the code is unknown. */
    public Failure.Kind kind() {
        return failure().map(Failure::kind).orElseGet(this::kindOfStatus);
    }

    /** One sentence with the place and the fix. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The variables of the failure. */
    public Map<String, Object> context() {
        return context;
    }

    /** Every offending place of the input. */
    public List<Violation> violations() {
        return violations;
    }

    /** The conflicts of a merge that was refused. */
    public List<History.Conflict> conflicts() {
        return conflicts;
    }

    private Failure.Kind kindOfStatus() {
        return switch (status) {
            case 404 -> Failure.Kind.NOT_FOUND;
            case 409, 412 -> Failure.Kind.CONFLICT;
            case 422 -> Failure.Kind.REFUSED;
            case 401, 403 -> Failure.Kind.NOT_ALLOWED;
            case 0, 502, 503, 504 -> Failure.Kind.UNAVAILABLE;
            default -> status / 100 == 4 ? Failure.Kind.WRONG_USE : Failure.Kind.FAILED;
        };
    }
}
