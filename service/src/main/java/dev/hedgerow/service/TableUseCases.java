package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.Permission;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Tables for holders of a token. Tables have no tenant, as DynamoDB has one account; so a token for
 * some graphs only does not reach them.
 */
public final class TableUseCases {
    /** Characters of an answer that a repetition can be told; others are not kept. */
    private static final int KEPT_MAX = 64 << 10;

    private static final String REFUSED = "refused ";

    private final Layers layers;
    private final Gate gate;
    private final Once once;

    TableUseCases(Layers layers, Gate gate, Once once) {
        this.layers = layers;
        this.gate = gate;
        this.once = once;
    }

    /**
     * Runs an operation of DynamoDB: a right to read is enough for what reads, one to write for
     * what writes items, and everything else is for administrators. A write with an idempotency key
     * is never done twice: a repetition is told what the first came to.
     *
     * @param body JSON as DynamoDB has it
     * @return the same
     * @throws HedgerowException FORBIDDEN, or what the operation is refused with; OUTCOME_UNKNOWN
     *     for a repetition when it is not known what the first came to
     */
    public byte[] run(Caller caller, String operation, byte[] body, Optional<String> key) {
        Right needed = TableActions.needed(operation);
        gate.checkTenant(caller, needed, "use " + operation);
        if (needed == Right.READ || key.isEmpty()) {
            return answer(operation, body);
        }
        String act =
                "table %s %s"
                        .formatted(
                                operation,
                                HexFormat.of()
                                        .formatHex(
                                                Digests.sha256(
                                                        new String(body, StandardCharsets.UTF_8))));
        Optional<String> told = key.map(text -> text + "/answer");
        if (once.run(caller, key, act, _ -> "begun").replayed()) {
            return repeated(once.earlier(caller, told, act), operation);
        }
        try {
            byte[] answer = answer(operation, body);
            keep(caller, told, act, new String(answer, StandardCharsets.UTF_8));
            return answer;
        } catch (HedgerowException e) {
            if (!e.failure().kind().ours()) {
                keep(caller, told, act, REFUSED + e.failure().name() + " " + e.getMessage());
            }
            throw e;
        }
    }

    private void keep(Caller caller, Optional<String> key, String act, String answer) {
        if (answer.length() <= KEPT_MAX) {
            var _ = once.run(caller, key, act, _ -> answer);
        }
    }

    private static byte[] repeated(Optional<String> answer, String operation) {
        String text =
                answer.orElseThrow(() ->
                        HedgerowException.of(
                                Failure.OUTCOME_UNKNOWN,
                                "%s was asked for with this key before, and it is not known what came of it: look"
                                        .formatted(operation)));
        if (text.startsWith(REFUSED)) {
            String[] parts = text.split(" ", 3);
            throw HedgerowException.of(Failure.valueOf(parts[1]), parts[2]);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] answer(String operation, byte[] body) {
        Answer answer = layers.tables().answer(operation, body, Permission.ALL);
        if (answer.error().isEmpty()) {
            return answer.body();
        }
        throw HedgerowException.of(
                failure(answer.error()),
                sentence(operation, answer),
                Map.of("error", answer.error()));
    }

    private static Failure failure(String error) {
        return switch (error) {
            case "ResourceNotFoundException", "TableNotFoundException", "BackupNotFoundException" ->
                    Failure.NOT_FOUND;
            case "ConditionalCheckFailedException", "TransactionCanceledException" ->
                    Failure.PRECONDITION_FAILED;
            case "TransactionConflictException" -> Failure.TRANSACTION_CONFLICT;
            case "TableAlreadyExistsException" -> Failure.ALREADY_EXISTS;
            case "ResourceInUseException", "TableInUseException" -> Failure.WRONG_STATE;
            case "IdempotentParameterMismatchException" -> Failure.TOKEN_REUSED;
            case "LimitExceededException" -> Failure.LIMIT_EXCEEDED;
            case "AccessDeniedException" -> Failure.FORBIDDEN;
            case "ServiceUnavailableException" -> Failure.UNAVAILABLE;
            case "InternalServerError" -> Failure.INTERNAL;
            default -> Failure.INVALID_REQUEST;
        };
    }

    private static String sentence(String operation, Answer answer) {
        return answer.sentence().isEmpty()
                ? "%s was refused with %s".formatted(operation, answer.error())
                : "%s was refused: %s".formatted(operation, answer.sentence());
    }
}
