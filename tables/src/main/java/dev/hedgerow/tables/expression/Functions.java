package dev.hedgerow.tables.expression;

import java.util.Map;

/** The functions, and how many operands each has. */
final class Functions {
    static final String ATTRIBUTE_EXISTS = "attribute_exists";
    static final String ATTRIBUTE_NOT_EXISTS = "attribute_not_exists";
    static final String ATTRIBUTE_TYPE = "attribute_type";
    static final String BEGINS_WITH = "begins_with";
    static final String CONTAINS = "contains";
    static final String SIZE = "size";
    static final String IF_NOT_EXISTS = "if_not_exists";
    static final String LIST_APPEND = "list_append";

    static final Map<String, Integer> OF_CONDITIONS =
            Map.of(
                    ATTRIBUTE_EXISTS, 1,
                    ATTRIBUTE_NOT_EXISTS, 1,
                    ATTRIBUTE_TYPE, 2,
                    BEGINS_WITH, 2,
                    CONTAINS, 2,
                    SIZE, 1);
    static final Map<String, Integer> OF_UPDATES = Map.of(IF_NOT_EXISTS, 2, LIST_APPEND, 2);

    private Functions() {}
}
