package dev.hedgerow.operations;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * How far a step has come.
 *
 * @param done never negative
 * @param total as far as it is known
 * @param unit what is counted, in plural, such as {@code rows}
 */
public record ProgressReport(String step, long done, OptionalLong total, String unit, Instant at) {}
