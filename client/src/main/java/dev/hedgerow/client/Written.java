package dev.hedgerow.client;

import java.util.List;
import java.util.Map;

/**
 * A write that was committed.
 *
 * @param counts by type
 * @param replayed whether the idempotency key had been used before and this is its answer again
 * @param diff the rows that changed, when the request asked for them
 */
public record Written(
        String graph,
        String branch,
        String commit,
        Map<String, Counts> counts,
        boolean replayed,
        List<History.Change> diff) {}
