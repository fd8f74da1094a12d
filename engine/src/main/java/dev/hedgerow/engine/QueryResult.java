package dev.hedgerow.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query. A cell is null or, by the type of its column:
 *
 * <table>
 * <caption>Types and values</caption>
 * <tr><td>BOOL</td><td>Boolean</td></tr>
 * <tr><td>INT8 to INT64, UINT8 to UINT32, SERIAL</td><td>Long</td></tr>
 * <tr><td>UINT64, INT128 (sums of integers too), DECIMAL(38, 0)</td><td>BigInteger</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>Double</td></tr>
 * <tr><td>DECIMAL</td><td>BigDecimal</td></tr>
 * <tr><td>STRING</td><td>String</td></tr>
 * <tr><td>BLOB</td><td>byte[]</td></tr>
 * <tr><td>UUID</td><td>UUID</td></tr>
 * <tr><td>DATE</td><td>LocalDate</td></tr>
 * <tr><td>all TIMESTAMP types</td><td>Instant</td></tr>
 * <tr><td>INTERVAL</td><td>Duration, a month counting as 30 days</td></tr>
 * <tr><td>LIST, ARRAY</td><td>List</td></tr>
 * <tr><td>STRUCT, MAP</td><td>Map, in order</td></tr>
 * <tr><td>INTERNAL_ID</td><td>{@link InternalId}</td></tr>
 * <tr><td>NODE, REL, RECURSIVE_REL</td><td>{@link NodeValue}, {@link EdgeValue}, {@link
 * PathValue}</td></tr>
 * </table>
 *
 * <p>UNION values are refused.
 *
 * @param rows each as long as {@code columns}; unmodifiable
 * @param truncated whether a limit of rows or bytes cut the answer
 * @param milliseconds from the hand-over to the engine to the last row
 */
public record QueryResult(
        List<Column> columns,
        List<List<@Nullable Object>> rows,
        boolean truncated,
        double milliseconds) {
    // not compact: javac drops the parameters' nullness from a compact constructor
    public QueryResult(
            List<Column> columns,
            List<List<@Nullable Object>> rows,
            boolean truncated,
            double milliseconds) {
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
        this.truncated = truncated;
        this.milliseconds = milliseconds;
    }

    /**
     * A column.
     *
     * @param type as the engine spells it, like {@code INT64}, {@code STRING[]}, {@code NODE}
     */
    public record Column(String name, String type) {}
}
