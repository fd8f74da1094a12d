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

    // what JSON cannot be read as
    JSON(ErrorType.SERIALIZATION, ""),
    JSON_TO_STRING(ErrorType.SERIALIZATION, "%s cannot be converted to String"),
    JSON_TO_BOOLEAN(ErrorType.SERIALIZATION, "%s cannot be converted to Boolean"),
    JSON_TO_INTEGER(ErrorType.SERIALIZATION, "%s cannot be converted to Integer"),
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
        return new Refusal(type, text(parts));
    }

    /** The sentence alone. */
    public String text(Object... parts) {
        return parts.length == 0 ? template : template.formatted(parts);
    }

    private static final class Invalid {
        static final String WERE = "One or more parameter values were invalid: ";
    }
}
