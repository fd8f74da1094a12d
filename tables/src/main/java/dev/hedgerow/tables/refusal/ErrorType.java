package dev.hedgerow.tables.refusal;

/** The error types of the protocol: the name on the wire and the HTTP status. */
public enum ErrorType {
    VALIDATION("com.amazon.coral.validate#ValidationException", 400),
    SERIALIZATION("com.amazon.coral.service#SerializationException", 400),
    UNKNOWN_OPERATION("com.amazon.coral.service#UnknownOperationException", 400),
    CONDITIONAL_CHECK_FAILED(Prefix.DYNAMODB + "ConditionalCheckFailedException", 400),
    RESOURCE_NOT_FOUND(Prefix.DYNAMODB + "ResourceNotFoundException", 400),
    RESOURCE_IN_USE(Prefix.DYNAMODB + "ResourceInUseException", 400),
    LIMIT_EXCEEDED(Prefix.DYNAMODB + "LimitExceededException", 400),
    TRANSACTION_CANCELED(Prefix.DYNAMODB + "TransactionCanceledException", 400),
    TRANSACTION_CONFLICT(Prefix.DYNAMODB + "TransactionConflictException", 400),
    IDEMPOTENT_PARAMETER_MISMATCH(Prefix.DYNAMODB + "IdempotentParameterMismatchException", 400),
    EXPIRED_ITERATOR(Prefix.DYNAMODB + "ExpiredIteratorException", 400),
    TRIMMED_DATA_ACCESS(Prefix.DYNAMODB + "TrimmedDataAccessException", 400),
    BACKUP_NOT_FOUND(Prefix.DYNAMODB + "BackupNotFoundException", 400),
    TABLE_NOT_FOUND(Prefix.DYNAMODB + "TableNotFoundException", 400),
    TABLE_ALREADY_EXISTS(Prefix.DYNAMODB + "TableAlreadyExistsException", 400),
    RECOVERY_UNAVAILABLE(Prefix.DYNAMODB + "PointInTimeRecoveryUnavailableException", 400),
    INVALID_RESTORE_TIME(Prefix.DYNAMODB + "InvalidRestoreTimeException", 400),
    DUPLICATE_ITEM(Prefix.DYNAMODB + "DuplicateItemException", 400),
    ACCESS_DENIED("com.amazon.coral.service#AccessDeniedException", 400),
    INTERNAL_SERVER_ERROR(Prefix.DYNAMODB + "InternalServerError", 500),
    SERVICE_UNAVAILABLE("com.amazon.coral.availability#ServiceUnavailableException", 503);

    private final String wireName;
    private final int status;

    ErrorType(String wireName, int status) {
        this.wireName = wireName;
        this.status = status;
    }

    /** What stands in {@code __type}. */
    public String wireName() {
        return wireName;
    }

    /** The same without where it comes from: {@code ValidationException}. */
    public String shortName() {
        return wireName.substring(wireName.indexOf('#') + 1);
    }

    /** The member that holds the sentence. */
    public String messageMember() {
        return this == SERIALIZATION || this == TRANSACTION_CANCELED || this == ACCESS_DENIED
                ? "Message"
                : "message";
    }

    public int status() {
        return status;
    }

    private static final class Prefix {
        static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";
    }
}
