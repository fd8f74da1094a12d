package dev.hedgerow.tables.refusal;

/**
 * Every sentence that a request can be refused with, and the error type it belongs to. {@code %s}
 * stands for what the request had there.
 *
 * <p>AWS's regions differ: a newer validation layer replaces an older one, operation by operation.
 * These are the sentences of us-east-1 in autumn 2026, where PutItem, UpdateItem, DeleteItem and
 * the emptiness of BatchGetItem's request had moved to the newer layer and everything else had not.
 * The newer layer puts {@link #ENVELOPE} before what it finds without looking at the table; which
 * operations do is known in one place, {@code Operation}.
 */
public enum Sentence {
    ENVELOPE("1 validation error detected: %s"),

    // numbers
    NUMBER_SYNTAX("The parameter cannot be converted to a numeric value: %s"),
    NUMBER_OVERFLOW(
            "Number overflow. Attempting to store a number with magnitude larger than supported range"),
    NUMBER_UNDERFLOW(
            "Number underflow. Attempting to store a number with magnitude smaller than supported range"),
    NUMBER_DIGITS("Attempting to store more than 38 significant digits in a Number"),

    // values
    VALUE_EMPTY(
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
    VALUE_TWO_TYPES(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"),
    // the newest layer, in eu-west-2, takes false for true
    NULL_NOT_TRUE(Invalid.WERE + "Null attribute value types must have the value of true"),
    SS_EMPTY(Invalid.WERE + "An string set  may not be empty"),
    NS_EMPTY(Invalid.WERE + "An number set  may not be empty"),
    BS_EMPTY(Invalid.WERE + "Binary sets should not be empty"),
    // the older layer writes the members of SS and BS without quotes
    SS_DUPLICATES(Invalid.WERE + "Input collection [%s] contains duplicates."),
    NS_DUPLICATES("Input collection contains duplicates"),
    BS_DUPLICATES(Invalid.WERE + "Input collection [%s]of type BS contains duplicates."),
    NESTING(
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"),
    ITEM_SIZE("Item size has exceeded the maximum allowed size"),
    ITEM_SIZE_UPDATE("Item size to update has exceeded the maximum allowed size"),

    // expressions; the first names the parameter and holds one of the others
    EXPRESSION("Invalid %s: %s"),
    EXPRESSION_EMPTY("The expression can not be empty;"),
    EXPRESSION_SIZE("Expression size has exceeded the maximum allowed size; expression size: %s"),
    // not seen on AWS: its documentation gives the number, 300, but no sentence
    EXPRESSION_OPERATORS("The expression contains too many operators; number of operators: %s"),
    EXPRESSION_SYNTAX("Syntax error; token: \"%s\", near: \"%s\""),
    REDUNDANT_PARENTHESES("The expression has redundant parentheses;"),
    RESERVED_WORD("Attribute name is a reserved keyword; reserved keyword: %s"),
    UNKNOWN_FUNCTION("Invalid function name; function: %s"),
    MISUSED_FUNCTION(
            "The function is not allowed to be used this way in an expression; function: %s"),
    UPDATE_SECTION("The \"%s\" section can only be used once in an update expression;"),
    LIST_INDEX("List index is not within the allowable range; index: [%s]"),
    PATH_STEPS("The document path has too many nesting elements; nesting levels: %s"),
    NAME_UNDEFINED(
            "An expression attribute name used in the document path is not defined; attribute name: %s"),
    VALUE_UNDEFINED(
            "An expression attribute value used in expression is not defined; attribute value: %s"),
    OPERAND_COUNT(
            "Incorrect number of operands for operator or function; operator or function: %s, number of operands: %s"),
    PATH_REQUIRED("Operator or function requires a document path; operator or function: %s"),
    FUNCTION_OPERAND(
            "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"),
    OPERATOR_OPERAND(
            "Incorrect operand type for operator or function; operator: %s, operand type: %s"),
    CHANGE_OPERAND(
            "Incorrect operand type for operator or function; operator: %s, operand type: %s, typeSet: ALLOWED_FOR_ADD_OPERAND"),
    TYPE_NAME(
            "Invalid attribute type name found; type: %s, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"),
    OPERANDS_DISTINCT(
            "The first operand must be distinct from the remaining operands for this operator or function; operator: %s, first operand: %s"),
    BETWEEN_TYPES(
            "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: %s, upper bound operand: %s"),
    BETWEEN_ORDER(
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: %s, upper bound operand: %s"),
    IN_OPERANDS("The IN operator is provided with too many operands; number of operands: %s"),
    PATHS_OVERLAP(
            "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: %s, path two: %s"),
    PATHS_CONFLICT(
            "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: %s, path two: %s"),

    // placeholders
    PLACEHOLDERS_EMPTY("%s must not be empty"),
    PLACEHOLDER_SYNTAX("%s contains invalid key: Syntax error; key: \"%s\""),
    PLACEHOLDER_UNUSED("Value provided in %s unused in expressions: keys: {%s}"),

    // key conditions
    KEY_OPERATOR("Invalid operator used in KeyConditionExpression: %s"),
    KEY_FIRST_OPERAND(
            "Invalid condition in KeyConditionExpression: %s operator must have the key attribute as its first operand"),
    KEY_NESTED_OPERATION("KeyConditionExpressions cannot contain nested operations"),
    KEY_NESTED_PATH("KeyConditionExpressions cannot have conditions on nested attributes"),
    KEY_NONE("Invalid condition in KeyConditionExpression: No key attribute specified"),
    KEY_SEVERAL(
            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
    KEY_TWICE("KeyConditionExpressions must only contain one condition per key"),
    KEY_COUNT("Conditions can be of length 1 or 2 only"),

    // updates, once the item is known
    UPDATE_PATH("The document path provided in the update expression is invalid for update"),
    UPDATE_OPERAND("An operand in the update expression has an incorrect data type"),
    UPDATE_ATTRIBUTE(
            "The provided expression refers to an attribute that does not exist in the item"),

    // what the items' keys, the indexes and the parameters break
    ENVELOPE_SEVERAL("%s validation errors detected: %s"),
    MEMBER_NULL("Value null at '%s' failed to satisfy constraint: Member must not be null"),
    MEMBER_ENUM(
            "Value '%s' at '%s' failed to satisfy constraint: Member must satisfy enum value set: [%s]"),
    // the older layer says it like any other set of words, and in another order
    MEMBER_RETURN_VALUES(
            "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"),
    MEMBER_LEAST(
            "Value '%s' at '%s' failed to satisfy constraint: Member must have value greater than or equal to %s"),
    MEMBER_MOST(
            "Value '%s' at '%s' failed to satisfy constraint: Member must have value less than or equal to %s"),
    MEMBER_SHORT(
            "Value '%s' at '%s' failed to satisfy constraint: Member must have length greater than or equal to %s"),
    MEMBER_LONG(
            "Value '%s' at '%s' failed to satisfy constraint: Member must have length less than or equal to %s"),
    MEMBER_PATTERN(
            "Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
    // the older layer names the empty value, and tells other faults beside this one
    MEMBER_TABLE_EMPTY(
            "Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    EXPRESSIONS_MIXED(
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {%s} Expression parameters: {%s}"),
    NAMES_ALONE("ExpressionAttributeNames can only be specified when using expressions"),
    VALUES_ALONE("ExpressionAttributeValues can only be specified when using expressions"),
    VALUES_ALONE_OLDER(
            "ExpressionAttributeValues can only be specified when using expressions: %s %s null"),
    PLACEHOLDER_VALUE_BEFORE("ExpressionAttributeValues contains invalid value: "),
    PLACEHOLDER_VALUE_AFTER(" for key %s"),
    RETURN_VALUES_OLD("ReturnValues can only be ALL_OLD or NONE"),
    KEY_MISMATCH("The provided key element does not match the schema"),
    KEY_MISSING(Invalid.WERE + "Missing the key %s in the item"),
    KEY_TYPE(Invalid.WERE + "Type mismatch for key %s expected: %s actual: %s"),
    KEY_EMPTY(
            Invalid.ARE
                    + "The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s"),
    KEY_HASH_SIZE(
            Invalid.WERE + "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
    KEY_RANGE_SIZE(
            Invalid.WERE
                    + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"),
    KEY_UPDATE(Invalid.WERE + "Cannot update attribute %s. This attribute is part of the key"),
    KEY_SCALAR(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: %s: %s"),
    INDEX_KEY_TYPE(
            Invalid.WERE + "Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s"),
    INDEX_KEY_EMPTY(
            Invalid.ARE
                    + "A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty %s value. IndexName: %s, IndexKey: %s"),
    INDEX_KEY_EMPTY_UPDATE(
            Invalid.ARE
                    + "The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty %s value."),
    INDEX_NOT_FOUND("The table does not have the specified index: %s"),
    INDEX_CONSISTENT("Consistent reads are not supported on global secondary indexes"),
    INDEX_NOT_PROJECTED(Invalid.WERE + "Global secondary index %s does not project [%s]"),
    CONDITION_FAILED(ErrorType.CONDITIONAL_CHECK_FAILED, "The conditional request failed"),

    // the parameters of the time before expressions
    ATTRIBUTES_TO_GET_TWICE(Invalid.WERE + "Duplicate value in attribute name: %s"),
    OPERATOR_ALONE("ConditionalOperator cannot be used without Filter or Expected"),
    OPERATOR_OF_ONE(
            "ConditionalOperator can only be used when Filter or Expected has two or more elements"),
    EXPECTED_VALUE_AND_LIST(
            Invalid.WERE
                    + "Value and AttributeValueList cannot be used together for Attribute: %s"),
    EXPECTED_EXISTS_AND_OPERATOR(
            Invalid.WERE
                    + "Exists and ComparisonOperator cannot be used together for Attribute: %s"),
    EXPECTED_NO_VALUE(
            Invalid.WERE
                    + "Value or AttributeValueList must be used with ComparisonOperator: %s for Attribute: %s"),
    EXPECTED_LIST_ALONE(
            Invalid.WERE
                    + "AttributeValueList can only be used with a ComparisonOperator for Attribute: %s"),
    EXPECTED_EXISTS_NO_VALUE(
            Invalid.WERE + "Value must be provided when Exists is %s for Attribute: %s"),
    EXPECTED_NOT_EXISTS_VALUE(
            Invalid.WERE + "Value cannot be used when Exists is false for Attribute: %s"),
    LEGACY_ARGUMENTS(Invalid.WERE + "Invalid number of argument(s) for the %s ComparisonOperator"),
    LEGACY_SAME_TYPE(
            Invalid.WERE + "AttributeValues inside AttributeValueList must be of same type"),
    LEGACY_TYPE(Invalid.WERE + "ComparisonOperator %s is not valid for %s AttributeValue type"),
    LEGACY_BETWEEN_ORDER(
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"),
    KEY_NOT_INDEXABLE("Attempted conditional constraint is not an indexable operation"),
    UPDATES_MISMATCH("Type mismatch for attribute to update"),
    UPDATES_ONLY_DELETE(
            Invalid.WERE + "Only DELETE action is allowed when no attribute value is specified"),
    UPDATES_DELETE_TYPE(Invalid.WERE + "DELETE action with value is not supported for the type %s"),
    UPDATES_ADD_TYPE(Invalid.WERE + "ADD action is not supported for the type %s"),

    // queries and scans
    QUERY_NO_KEY(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."),
    QUERY_NOT_SUPPORTED("Query key condition not supported"),
    QUERY_KEY_MISSED("Query condition missed key schema element: %s"),
    QUERY_TYPE(Invalid.WERE + "Condition parameter type does not match schema type"),
    QUERY_FILTER_KEY("%s can only contain non-primary key attributes: Primary key attribute: %s"),
    START_VALUE("The provided starting key is invalid: "),
    START_INVALID("The provided starting key is invalid"),
    START_SCHEMA(
            "The provided starting key is invalid: The provided key element does not match the schema"),
    START_OUTSIDE(
            "The provided starting key is outside query boundaries based on provided conditions"),
    START_RANGE("The provided starting key does not match the range key predicate"),
    START_ONE_ROW("The query can return at most one row and cannot be restarted"),
    START_SEGMENT(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: %s Segment: %s"),
    SEGMENTS_MISSING(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present"),
    SEGMENT_MISSING(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present"),
    SEGMENT_TOO_HIGH(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: %1$s is not less than TotalSegments: %2$s"),
    SELECT_ALL_OF_GLOBAL(
            Invalid.WERE
                    + "Select type ALL_ATTRIBUTES is not supported for global secondary index %s because its projection type is not ALL"),
    // the sentences about Select that follow were not seen on AWS word for word
    SELECT_SPECIFIC(
            Invalid.WERE
                    + "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"),
    SELECT_NOT_SPECIFIC(Invalid.WERE + "Cannot specify the %s when choosing to get %s"),
    SELECT_PROJECTED_QUERY(
            Invalid.WERE
                    + "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"),
    SELECT_PROJECTED_SCAN(
            Invalid.WERE
                    + "ALL_PROJECTED_ATTRIBUTES can be used only when Scanning using an IndexName"),

    INDEX_BACKFILLING("Cannot read from backfilling global secondary index: %s"),

    // batches and transactions
    BATCH_WRITE_EMPTY("The requestItems parameter is required for BatchWriteItem"),
    // the older layer says it like BATCH_WRITE_EMPTY
    BATCH_GET_EMPTY(
            "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    // AWS shows the whole request here, as Java objects
    BATCH_WRITE_COUNT(
            "1 validation error detected: Value '{%s=[...]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"),
    BATCH_TOO_MANY("Too many items requested for the %s call"),
    BATCH_TWICE("Provided list of item keys contains duplicates"),
    TRANSACT_ONE_OF("TransactItems can only contain one of Check, Put, Update or Delete"),
    TRANSACT_TWICE("Transaction request cannot include multiple operations on one item"),
    // not seen on AWS: its documentation gives the number, 4 MB, but no sentence
    TRANSACT_SIZE("Aggregate size of the items in the transaction cannot exceed 4 MB"),
    TRANSACTION_CANCELLED(
            ErrorType.TRANSACTION_CANCELED,
            "Transaction cancelled, please refer cancellation reasons for specific reasons [%s]"),
    TRANSACTION_CONFLICT(ErrorType.TRANSACTION_CONFLICT, "Transaction is ongoing for the item"),
    TOKEN_MISMATCH(
            ErrorType.IDEMPOTENT_PARAMETER_MISMATCH,
            "ClientRequestToken used in this request was previously used with different parameters"),

    // tables
    TABLE_NOT_FOUND(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found"),
    TABLE_NOT_FOUND_NAMED(
            ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found: Table: %s not found"),
    TABLE_EXISTS(ErrorType.RESOURCE_IN_USE, "Table already exists: %s"),
    TABLE_BUSY(
            ErrorType.RESOURCE_IN_USE,
            "Attempt to change a resource which is still in use: Table is in use: %s, state: %s"),
    TABLE_CHANGING(
            ErrorType.RESOURCE_IN_USE,
            "Attempt to change a resource which is still in use: Table is being %s: %s"),
    TABLE_PROTECTED(
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."),
    TABLE_NO_THROUGHPUT("No provisioned throughput specified for the table"),
    TABLE_THROUGHPUT_ON_DEMAND(
            Invalid.WERE
                    + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"),
    TABLE_KEY_UNDEFINED(
            Invalid.WERE
                    + "Some index key attributes are not defined in AttributeDefinitions. Keys: [%s], AttributeDefinitions: [%s]"),
    TABLE_KEY_SAME(
            "Both the Hash Key and the Range Key element in the KeySchema have the same name"),
    TABLE_KEY_FIRST("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
    TABLE_KEY_SECOND("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"),
    TABLE_DEFINITIONS(
            Invalid.WERE
                    + "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"),
    TABLE_DEFINITIONS_INDEXES(
            Invalid.WERE
                    + "Some AttributeDefinitions are not used. AttributeDefinitions: [%2$s], keys used: [%1$s]"),
    INDEXES_EMPTY(Invalid.WERE + "List of %s is empty"),
    INDEXES_TOO_MANY(Invalid.WERE + "%s count exceeds the per-table limit of %s"),
    LOCAL_NO_RANGE(
            Invalid.WERE
                    + "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"),
    LOCAL_INDEX_NO_RANGE(Invalid.WERE + "Index KeySchema does not have a range key for index: %s"),
    LOCAL_OTHER_HASH(
            Invalid.WERE
                    + "Index KeySchema does not have the same leading hash key as table KeySchema for index: %s. index hash key: %s, table hash key: %s"),
    INDEX_PROJECTION_UNKNOWN(Invalid.WERE + "Unknown ProjectionType: null"),
    INDEX_PROJECTION_ATTRIBUTES(
            Invalid.WERE + "ProjectionType is %s, but NonKeyAttributes is specified"),
    INDEX_PROJECTION_NOTHING(
            Invalid.WERE + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified"),
    INDEX_TWICE(Invalid.WERE + "Duplicate index name: %s"),
    INDEX_NO_THROUGHPUT(Invalid.WERE + "ProvisionedThroughput must be specified for index: %s"),
    INDEX_THROUGHPUT_ON_DEMAND(
            Invalid.WERE
                    + "ProvisionedThroughput should not be specified for index: %s when BillingMode is PAY_PER_REQUEST"),
    THROUGHPUT_BOUNDS("Given value %s for %s is out of bounds"),

    // changes of tables
    UPDATE_NAME_MISSING("The parameter 'TableName' is required but was not present in the request"),
    UPDATE_NAME_LENGTH(
            "TableName must be at least 3 characters long and at most 255 characters long"),
    UPDATE_NOTHING(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required"),
    UPDATE_INDEX_ONE_OF(
            Invalid.WERE
                    + "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null"),
    UPDATE_INDEX_TWICE(
            Invalid.WERE
                    + "Only one global secondary index update per index is allowed simultaneously. Index: %s"),
    UPDATE_ONE_INDEX(
            ErrorType.LIMIT_EXCEEDED,
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"),
    UPDATE_INDEX_UNKNOWN(
            ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found: Index %s for table %s"),
    UPDATE_INDEX_EXISTS("Attempting to create an index which already exists"),
    UPDATE_INDEX_LOCAL("Cannot %s an index that is not a GlobalSecondaryIndex: %s"),
    UPDATE_INDEX_WITH_UNITS("You cannot create or delete index while updating table IOPS"),
    UPDATE_INDEX_WITH_STREAM("You cannot create or delete index while changing stream status"),
    UPDATE_ALONE("%s modification must be the only operation in the request"),
    UPDATE_UNITS_MISSING(
            Invalid.WERE
                    + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED"),
    UPDATE_UNITS_SAME(
            "The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: %1$s. Requested ReadCapacityUnits: %1$s. Current WriteCapacityUnits provisioned for the table: %2$s. Requested WriteCapacityUnits: %2$s. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."),
    UPDATE_INDEX_UNITS_SAME(
            "The provisioned throughput for the index %3$s will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the index: %1$s. Requested ReadCapacityUnits: %1$s. Current WriteCapacityUnits provisioned for the index: %2$s. Requested WriteCapacityUnits: %2$s. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."),
    // AWS's documentation gives the number, 20, and not seen is whether the sentence is that of
    // CreateTable
    UPDATE_INDEXES_TOO_MANY(
            ErrorType.LIMIT_EXCEEDED,
            "Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the per-table limit of %s"),
    UPDATE_DEFINITION_OTHER(
            Invalid.WERE + "Cannot change the type of attribute %s, which is in a key already"),

    // items that go by themselves
    EXPIRY_ON("TimeToLive is already enabled"),
    EXPIRY_OFF("TimeToLive is already disabled"),
    EXPIRY_OTHER("TimeToLive is active on a different AttributeName: current AttributeName is %s"),
    EXPIRY_BUSY("Time to live has been modified multiple times within a fixed interval"),

    // streams; those without a name on AWS were not seen there
    STREAM_NO_VIEW(Invalid.WERE + "StreamViewType is required when StreamEnabled is true"),
    STREAM_VIEW_ALONE(
            Invalid.WERE + "StreamViewType can only be specified when StreamEnabled is true"),
    STREAM_ON("Table already has an enabled stream: TableName: %s"),
    STREAM_OFF("Table has no stream to disable: TableName: %s"),

    STREAM_ARN("Invalid StreamArn"),
    STREAM_NOT_FOUND(
            ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found: Stream: %s not found"),
    SHARD_NOT_FOUND(
            ErrorType.RESOURCE_NOT_FOUND,
            "Requested resource not found: Shard: %s in Stream: %s not found"),
    ITERATOR_INVALID("Invalid ShardIterator"),
    ITERATOR_EXPIRED(
            ErrorType.EXPIRED_ITERATOR,
            "The shard iterator was created at %s and is not valid any more: it is so for 15 minutes"),
    SEQUENCE_INVALID("Invalid SequenceNumber"),
    SEQUENCE_MISSING("The parameter 'SequenceNumber' is required when ShardIteratorType is %s"),
    SEQUENCE_ALONE(
            "The parameter 'SequenceNumber' cannot be specified when ShardIteratorType is %s"),
    STREAM_TRIMMED(
            ErrorType.TRIMMED_DATA_ACCESS,
            "The operation attempted to read past the oldest stream record in a shard"),

    // statements
    STATEMENT_MALFORMED("Statement wasn't well formed, can't be processed: %s"),
    STATEMENT_PARAMETERS("Number of parameters in request and statement don't match."),
    STATEMENT_KEY("Where clause does not contain a mandatory equality on all key attributes"),
    STATEMENT_DUPLICATE(ErrorType.DUPLICATE_ITEM, "Duplicate primary key exists in table"),
    STATEMENT_BATCH_KEY(
            "Select statements within BatchExecuteStatement must specify the primary key in the where clause."),
    // those that follow were not seen on AWS word for word
    STATEMENT_TOKEN("Invalid NextToken"),
    STATEMENT_ORDER(
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause."),
    STATEMENT_ORDER_KEY("Variable reference %s in ORDER BY clause must be part of the primary key"),
    STATEMENT_EXISTS("EXISTS is only supported in ExecuteTransaction"),
    STATEMENT_MIXED("Statements that read and statements that write cannot be in one request"),
    STATEMENT_RETURNING("RETURNING is not supported in %s"),
    STATEMENT_INDEX("Statements that change or check an item cannot name an index"),

    // backups; most of these were not seen on AWS word for word
    BACKUP_ARN("Invalid BackupArn: %s"),
    BACKUP_NOT_FOUND(ErrorType.BACKUP_NOT_FOUND, "Backup not found: %s"),
    BACKUP_TABLE_NOT_FOUND(ErrorType.TABLE_NOT_FOUND, "Table not found: %s"),
    RESTORE_TABLE_EXISTS(ErrorType.TABLE_ALREADY_EXISTS, "Table already exists: %s"),
    RESTORE_INDEX_UNKNOWN(
            Invalid.WERE + "Index override has an index that the table does not have: %s"),
    RESTORE_TIME_MISSING(
            Invalid.WERE
                    + "Either RestoreDateTime or UseLatestRestorableTime must be specified, and not both"),
    RESTORE_TIME_INVALID(
            ErrorType.INVALID_RESTORE_TIME,
            "The time to restore to is not between EarliestRestorableDateTime and LatestRestorableDateTime"),
    RECOVERY_OFF(
            ErrorType.RECOVERY_UNAVAILABLE, "Point in time recovery is not enabled for table '%s'"),
    RECOVERY_DAYS(
            "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery."),

    // tags
    TAG_ARN("Invalid TableArn: Invalid ResourceArn provided as input %s"),
    TAG_NOT_FOUND(
            ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found: ResourcArn: %s not found"),
    TAGS_NONE("Atleast one Tag needs to be provided as Input."),
    TAG_KEYS_NONE("Atleast one Tag Key needs to be provided as Input."),
    // not seen on AWS
    TAG_RESERVED("One or more tag keys begin with the reserved prefix aws:: %s"),
    TAG_TWICE("Duplicate tag keys are not allowed: %s"),
    TAGS_TOO_MANY("Too many tags: at most 50 for a resource"),

    // what is not the client's fault
    ACCESS_DENIED(
            ErrorType.ACCESS_DENIED,
            "User: %s is not authorized to perform: dynamodb:%s on resource: %s because no identity-based policy allows the dynamodb:%s action"),
    OPERATION_UNKNOWN(ErrorType.UNKNOWN_OPERATION, ""),
    FENCE_FAILED(ErrorType.INTERNAL_SERVER_ERROR, "Internal server error"),
    FENCE_LATE(ErrorType.SERVICE_UNAVAILABLE, "The service cannot answer now; try again"),
    INTERNAL_ERROR(ErrorType.INTERNAL_SERVER_ERROR, "Internal server error"),
    SERVICE_UNAVAILABLE(ErrorType.SERVICE_UNAVAILABLE, "The service cannot answer now; try again"),

    // what JSON cannot be read as
    JSON(ErrorType.SERIALIZATION, ""),
    JSON_TO_STRING(ErrorType.SERIALIZATION, "%s cannot be converted to String"),
    JSON_TO_BOOLEAN(ErrorType.SERIALIZATION, "%s cannot be converted to Boolean"),
    JSON_TO_INTEGER(ErrorType.SERIALIZATION, "%s cannot be converted to Integer"),
    JSON_TO_TIME(ErrorType.SERIALIZATION, "%s cannot be converted to milliseconds since epoch"),
    JSON_SCALAR_NOT_EXPECTED(ErrorType.SERIALIZATION, "Unexpected field type"),
    JSON_LIST_NOT_EXPECTED(ErrorType.SERIALIZATION, "Start of list found where not expected"),
    JSON_MAP_NOT_EXPECTED(
            ErrorType.SERIALIZATION, "Start of structure or map found where not expected"),
    JSON_BASE64_LENGTH(
            ErrorType.SERIALIZATION,
            "Base64 encoded length is expected a multiple of 4 bytes but found: %s"),
    JSON_BASE64_CHARACTER(ErrorType.SERIALIZATION, "Invalid Base64 character: '%s'"),
    JSON_BASE64_END(ErrorType.SERIALIZATION, "Invalid last non-pad Base64 character dectected");

    private final ErrorType type;
    private final String template;

    Sentence(String template) {
        this(ErrorType.VALIDATION, template);
    }

    Sentence(ErrorType type, String template) {
        this.type = type;
        this.template = template;
    }

    /** The refusal that says it. */
    public Refusal refusal(Object... parts) {
        return new Refusal(this, text(parts));
    }

    ErrorType type() {
        return type;
    }

    /**
     * Whether it refuses a transaction before that begins; otherwise it cancels the transaction and
     * is the reason of one of its members.
     */
    public boolean refusesWholeTransaction() {
        return this == KEY_EMPTY
                || this == INDEX_KEY_EMPTY
                || this == INDEX_KEY_EMPTY_UPDATE
                || this == TRANSACT_TWICE;
    }

    /** The sentence alone. */
    public String text(Object... parts) {
        return parts.length == 0 ? template : template.formatted(parts);
    }

    private static final class Invalid {
        static final String WERE = "One or more parameter values were invalid: ";
        static final String ARE = "One or more parameter values are not valid. ";
    }
}
