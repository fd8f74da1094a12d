package dev.hedgerow.query;

import dev.hedgerow.kernel.Nearest;
import java.util.Optional;
import java.util.Set;

/**
 * The functions a query may call: those of LadybugDB 0.20.4 that only compute. Left out are
 * sequences, the random seed, unbounded loops ({@code factorial}) and what is the engine's own.
 */
final class Functions {
    /** Functions whose result is as large as an argument says. */
    static final Set<String> SIZED = Set.of("RANGE", "REPEAT", "LPAD", "RPAD");

    /** Table functions that {@code CALL} may name: they tell about the graph and the engine. */
    static final Set<String> TABLES =
            Set.of("SHOW_TABLES", "TABLE_INFO", "SHOW_CONNECTION", "SHOW_FUNCTIONS", "DB_VERSION");

    private static final Set<String> ALLOWED =
            Set.of(
                    """
                    ABS ACOS ALL ANY ARRAY_APPEND ARRAY_CAT ARRAY_CONCAT ARRAY_CONTAINS
                    ARRAY_COSINE_SIMILARITY ARRAY_CROSS_PRODUCT ARRAY_DISTANCE ARRAY_DOT_PRODUCT
                    ARRAY_EXTRACT ARRAY_HAS ARRAY_INDEXOF ARRAY_INNER_PRODUCT ARRAY_POSITION
                    ARRAY_PREPEND ARRAY_PUSH_BACK ARRAY_PUSH_FRONT ARRAY_SLICE
                    ARRAY_SQUARED_DISTANCE ARRAY_VALUE ASIN ATAN ATAN2 AVG BITSHIFT_LEFT
                    BITSHIFT_RIGHT BITWISE_AND BITWISE_OR BITWISE_XOR BLOB CARDINALITY CAST CBRT CEIL
                    CEILING CENTURY COALESCE COLLECT CONCAT CONCAT_WS CONTAINS COS COST COT COUNT
                    COUNT_IF CURRENT_DATE CURRENT_TIMESTAMP DATE DATEPART DATETRUNC DATE_PART
                    DATE_TRUNC DAYNAME DECODE DEGREES DURATION ELEMENT_AT ENCODE END_NODE ENDS_WITH
                    EPOCH_MS EVEN FLOOR GAMMA GEN_RANDOM_UUID GREATEST HASH HISTOGRAM ID IFNULL
                    INITCAP INTERVAL IS_ACYCLIC IS_TRAIL KEYS LABEL LABELS LAST_DAY LCASE LEAST LEFT
                    LENGTH LEVENSHTEIN LGAMMA LIST_ANY_VALUE LIST_APPEND LIST_CAT LIST_CONCAT
                    LIST_CONTAINS LIST_CREATION LIST_DISTINCT LIST_ELEMENT LIST_EXTRACT LIST_FILTER
                    LIST_HAS LIST_HAS_ALL LIST_INDEXOF LIST_POSITION LIST_PREPEND LIST_PRODUCT
                    LIST_REDUCE LIST_REVERSE LIST_REVERSE_SORT LIST_SLICE LIST_SORT LIST_SUM
                    LIST_TO_STRING LIST_TRANSFORM LIST_UNIQUE LN LOG LOG10 LOG2 LOWER LPAD LTRIM
                    MAKE_DATE MAP MAP_EXTRACT MAP_KEYS MAP_VALUES MAX MD5 MIN MONTHNAME NEGATE NODES
                    NONE NULLIF OCTET_LENGTH PERCENTILECONT PERCENTILEDISC PI POW PREFIX PROPERTIES
                    RADIANS RANDOM RANGE REGEXP_EXTRACT REGEXP_EXTRACT_ALL REGEXP_FULL_MATCH
                    REGEXP_MATCHES REGEXP_REPLACE REGEXP_SPLIT_TO_ARRAY RELATIONSHIPS RELS REPEAT
                    REPLACE REVERSE RIGHT ROUND ROWID RPAD RTRIM SHA256 SIGN SIN SINGLE SIZE SPLIT_PART
                    SQRT STARTS_WITH START_NODE STRING STRING_SPLIT STRING_TO_ARRAY STRUCT_EXTRACT
                    STRUCT_PACK STR_SPLIT SUBSTR SUBSTRING SUFFIX SUM TAN TIMESTAMP TIME_BUCKET TOLOWER
                    TOUPPER TO_BLOB TO_BOOL TO_DATE TO_DAYS TO_DOUBLE TO_EPOCH_MS TO_FLOAT TO_HOURS
                    TO_INT128 TO_INT16 TO_INT32 TO_INT64 TO_INT8 TO_INTERVAL TO_MICROSECONDS
                    TO_MILLISECONDS TO_MINUTES TO_MONTHS TO_SECONDS TO_STRING TO_TIMESTAMP TO_UINT128
                    TO_UINT16 TO_UINT32 TO_UINT64 TO_UINT8 TO_UUID TO_YEARS TRIM TYPEOF UCASE UPPER
                    UUID\
                    """
                            .split("\\s+"));

    private Functions() {}

    static boolean isAllowed(String upper) {
        return ALLOWED.contains(upper);
    }

    /** The allowed function whose name is nearest, if one is near. */
    static Optional<String> nearest(String upper) {
        return nearest(upper, ALLOWED);
    }

    /** The word that was probably meant; the first by name of several. */
    static Optional<String> nearest(String upper, Set<String> words) {
        return Nearest.word(upper, words.stream().sorted().toList());
    }
}
