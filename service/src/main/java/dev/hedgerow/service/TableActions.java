package dev.hedgerow.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What may be done to tables, by the names that DynamoDB's policies have, in three groups. Each
 * group includes those before it.
 */
final class TableActions {
    /** The groups, as an access key names them. */
    static final String READ = "read";

    static final String WRITE = "write";
    static final String ADMIN = "admin";

    private static final NavigableSet<String> READING =
            set(
                    "BatchGetItem",
                    "ConditionCheckItem",
                    "DescribeBackup",
                    "DescribeContinuousBackups",
                    "DescribeEndpoints",
                    "DescribeLimits",
                    "DescribeStream",
                    "DescribeTable",
                    "DescribeTimeToLive",
                    "GetItem",
                    "GetRecords",
                    "GetShardIterator",
                    "ListBackups",
                    "ListStreams",
                    "ListTables",
                    "ListTagsOfResource",
                    "PartiQLSelect",
                    "Query",
                    "Scan",
                    "TransactGetItems");
    private static final NavigableSet<String> WRITING =
            set(
                    "BatchExecuteStatement",
                    "BatchWriteItem",
                    "DeleteItem",
                    "ExecuteStatement",
                    "ExecuteTransaction",
                    "PartiQLDelete",
                    "PartiQLInsert",
                    "PartiQLUpdate",
                    "PutItem",
                    "TransactWriteItems",
                    "UpdateItem");
    private static final NavigableSet<String> ADMINISTERING =
            set(
                    "CreateBackup",
                    "CreateTable",
                    "DeleteBackup",
                    "DeleteTable",
                    "RestoreTableFromBackup",
                    "RestoreTableToPointInTime",
                    "TagResource",
                    "UntagResource",
                    "UpdateContinuousBackups",
                    "UpdateTable",
                    "UpdateTimeToLive");

    private TableActions() {}

    private static NavigableSet<String> set(String... names) {
        return Collections.unmodifiableNavigableSet(new TreeSet<>(List.of(names)));
    }

    /** The right that an operation needs of a token; one that is not known needs the highest. */
    static Right needed(String operation) {
        if (READING.contains(operation)) {
            return Right.READ;
        }
        return WRITING.contains(operation) ? Right.WRITE : Right.ADMINISTER;
    }

    /** Whether an access key may name it: a group or an action. */
    static boolean isKnown(String word) {
        return words().contains(word);
    }

    /** Everything that an access key may name. */
    static List<String> words() {
        var words = new ArrayList<>(List.of(READ, WRITE, ADMIN));
        words.addAll(READING);
        words.addAll(WRITING);
        words.addAll(ADMINISTERING);
        return words;
    }

    /** Whether the group or action lets the action be done. */
    static boolean includes(String word, String action) {
        return switch (word) {
            case READ -> READING.contains(action);
            case WRITE -> READING.contains(action) || WRITING.contains(action);
            case ADMIN -> true;
            default -> word.equals(action);
        };
    }
}
