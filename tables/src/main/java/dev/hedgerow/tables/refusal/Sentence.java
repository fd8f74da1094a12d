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

    // what JSON cannot be read as
    JSON(ErrorType.SERIALIZATION, ""),
    JSON_TO_STRING(ErrorType.SERIALIZATION, "%s cannot be converted to String"),
    JSON_TO_BOOLEAN(ErrorType.SERIALIZATION, "%s cannot be converted to Boolean"),
    JSON_TO_INTEGER(ErrorType.SERIALIZATION, "%s cannot be converted to Integer"),
    JSON_SCALAR_NOT_EXPECTED(ErrorType.SERIALIZATION, "Unexpected field type"),
    JSON_LIST_NOT_EXPECTED(
            ErrorType.SERIALIZATION, "Start of list found where not expected"),
    JSON_MAP_NOT_EXPECTED(
            ErrorType.SERIALIZATION, "Start of structure or map found where not expected"),
    JSON_BASE64_LENGTH(
            ErrorType.SERIALIZATION,
            "Base64 encoded length is expected a multiple of 4 bytes but found: %s"),
    JSON_BASE64_CHARACTER(ErrorType.SERIALIZATION, "Invalid Base64 character: '%s'"),
    JSON_BASE64_END(
            ErrorType.SERIALIZATION, "Invalid last non-pad Base64 character dectected");

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
