package dev.hedgerow.dynamodb.protocol;

import java.util.Optional;
import java.util.Set;

/** What the header {@code X-Amz-Target} asks for. */
final class Targets {
    private static final String TABLES = "DynamoDB_20120810";
    private static final String STREAMS = "DynamoDBStreams_20120810";
    private static final Set<String> OF_STREAMS =
            Set.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");

    private Targets() {}

    /** The operation; empty when the target is not one of this protocol. */
    static Optional<String> operation(String target) {
        int point = target.indexOf('.');
        if (point < 0) {
            return Optional.empty();
        }
        String service = target.substring(0, point);
        String operation = target.substring(point + 1);
        String owner = OF_STREAMS.contains(operation) ? STREAMS : TABLES;
        return service.equals(owner) ? Optional.of(operation) : Optional.empty();
    }
}
