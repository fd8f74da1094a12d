package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever asks is let through by the names of action and table, or nothing happens. */
final class PermissionTest {
    private static final String KEY = "{'pk':{'S':'a'},'sk':{'N':'1'}}";
    private static final String MORE =
            "{'TableName':'more','BillingMode':'PAY_PER_REQUEST',"
                    + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
                    + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}]}";

    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    /** Allows some acts, each an action and a table. */
    private static final class Some implements Permission {
        private final Set<String> allowed;

        Some(String... allowed) {
            this.allowed = new TreeSet<>(List.of(allowed));
        }

        @Override
        public String principal() {
            return "arn:aws:iam::000000000000:user/ada";
        }

        @Override
        public boolean allows(String action, Optional<String> table) {
            return allowed.contains(action + " " + table.orElse("*"));
        }
    }

    private String ask(Permission permission, String operation, String json) {
        Answer answer = service.answer(operation, json, permission);
        assertThat(answer.error().isEmpty()).isEqualTo(answer.status() == 200);
        return answer.status() + " " + Service.text(answer);
    }

    private static String denied(String action, String table) {
        return ("400 {'__type':'com.amazon.coral.service#AccessDeniedException','Message':'User:"
                        + " arn:aws:iam::000000000000:user/ada is not authorized to perform:"
                        + " dynamodb:%s on resource:"
                        + " arn:aws:dynamodb:us-east-1:000000000000:table/%s because no"
                        + " identity-based policy allows the dynamodb:%s action'}")
                .formatted(action, table, action);
    }

    @Test
    void whatIsNotAllowedIsRefusedWithTheSentenceOfAws() {
        assertThat(ask(new Some(), "GetItem", "{'TableName':'items','Key':" + KEY + "}"))
                .isEqualTo(denied("GetItem", "items"));
        assertThat(ask(new Some(), "ListTables", "{}")).isEqualTo(denied("ListTables", "*"));
        assertThat(ask(new Some("PutItem items"), "Scan", "{'TableName':'items'}"))
                .isEqualTo(denied("Scan", "items"));
        assertThat(ask(new Some("Scan items"), "Scan", "{'TableName':'items'}")).startsWith("200 ");
    }

    @Test
    void aTableThatIsNotThereIsNotToldToWhoMayNotAsk() {
        assertThat(ask(new Some(), "DescribeTable", "{'TableName':'nothing'}"))
                .isEqualTo(denied("DescribeTable", "nothing"));
        var allowed = new Some("DescribeTable nothing");
        assertThat(ask(allowed, "DescribeTable", "{'TableName':'nothing'}"))
                .contains("ResourceNotFoundException");
    }

    @Test
    void aTableIsNeitherMadeNorDeletedByWhoMayNot() {
        assertThat(ask(new Some("CreateTable items"), "CreateTable", MORE))
                .isEqualTo(denied("CreateTable", "more"));
        assertThat(ask(new Some(), "DeleteTable", "{'TableName':'items'}"))
                .isEqualTo(denied("DeleteTable", "items"));
        assertThat(service.ok("ListTables", "{}")).isEqualTo("{'TableNames':['items']}");
    }

    @Test
    void membersOfATransactionAreAskedForByTheirOwnActions() {
        String write =
                "{'TransactItems':[{'Put':{'TableName':'items','Item':"
                        + KEY
                        + "}},{'ConditionCheck':{'TableName':'items',"
                        + "'Key':{'pk':{'S':'b'},'sk':{'N':'1'}},"
                        + "'ConditionExpression':'attribute_not_exists(pk)'}}]}";
        assertThat(ask(new Some("PutItem items"), "TransactWriteItems", write))
                .isEqualTo(denied("ConditionCheckItem", "items"));
        assertThat(service.ok("Scan", "{'TableName':'items'}")).contains("'Count':0");
        var both = new Some("PutItem items", "ConditionCheckItem items");
        assertThat(ask(both, "TransactWriteItems", write)).startsWith("200 ");
        String get = "{'TransactItems':[{'Get':{'TableName':'items','Key':" + KEY + "}}]}";
        assertThat(ask(new Some("TransactGetItems items"), "TransactGetItems", get))
                .isEqualTo(denied("GetItem", "items"));
        assertThat(ask(new Some("GetItem items"), "TransactGetItems", get)).contains("'pk'");
    }

    @Test
    void streamsAndTagsAreThoseOfTheirTable() {
        service.create(
                MORE.replace(
                        "'TableName'",
                        "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'},"
                                + "'TableName'"));
        String listed = service.ok("ListStreams", "{'TableName':'more'}");
        String arn = listed.replaceAll("(?s).*'StreamArn':'([^']*)'.*", "$1");
        String stream = "{'StreamArn':'" + arn + "'}";
        assertThat(ask(new Some("ListStreams items"), "ListStreams", "{'TableName':'more'}"))
                .isEqualTo(denied("ListStreams", "more"));
        assertThat(ask(new Some("ListStreams more"), "ListStreams", "{}"))
                .isEqualTo(denied("ListStreams", "*"));
        assertThat(ask(new Some(), "DescribeStream", stream))
                .isEqualTo(denied("DescribeStream", "more"));
        String described = service.ok("DescribeStream", stream);
        String shard = described.replaceAll("(?s).*'ShardId':'([^']*)'.*", "$1");
        String wanted =
                "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'TRIM_HORIZON'}"
                        .formatted(arn, shard);
        assertThat(ask(new Some(), "GetShardIterator", wanted))
                .isEqualTo(denied("GetShardIterator", "more"));
        String iterator = service.ok("GetShardIterator", wanted);
        assertThat(ask(new Some(), "GetRecords", iterator)).isEqualTo(denied("GetRecords", "more"));
        assertThat(ask(new Some("GetRecords more"), "GetRecords", iterator)).contains("'Records'");
        String tags =
                "{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/more',"
                        + "'Tags':[{'Key':'a','Value':'b'}]}";
        assertThat(ask(new Some(), "TagResource", tags)).isEqualTo(denied("TagResource", "more"));
    }

    @Test
    void oneForbiddenTableForbidsTheWholeBatch() {
        service.create(MORE);
        String write =
                "{'RequestItems':{'items':[{'PutRequest':{'Item':"
                        + KEY
                        + "}},{'PutRequest':{'Item':{'pk':{'S':'b'},'sk':{'N':'1'}}}}],"
                        + "'more':[{'PutRequest':{'Item':{'pk':{'S':'c'}}}}]}}";
        assertThat(ask(new Some("BatchWriteItem items"), "BatchWriteItem", write))
                .isEqualTo(denied("BatchWriteItem", "more"));
        assertThat(service.ok("Scan", "{'TableName':'items'}")).contains("'Count':0");
        var both = new Some("BatchWriteItem items", "BatchWriteItem more");
        assertThat(ask(both, "BatchWriteItem", write)).startsWith("200 ");
        assertThat(service.ok("Scan", "{'TableName':'items'}")).contains("'Count':2");
    }

    @Test
    void nothingIsReadForWhoeverMayNotReadIt() {
        var reads = new ArrayList<String>();
        Thread test = Thread.currentThread();
        var store = new Service(real -> watched(Store.class, real, test, reads));
        try (Service watched = Service.withTable(store)) {
            reads.clear();
            for (String operation : List.of("Scan", "DescribeTable", "DeleteTable")) {
                Answer answer = watched.answer(operation, "{'TableName':'items'}", new Some());
                assertThat(answer.error()).isEqualTo("AccessDeniedException");
            }
            assertThat(reads).isEmpty();
            assertThat(watched.ok("DeleteTable", "{'TableName':'items'}")).contains("DELETING");
            assertThat(reads).contains("get");
        }
    }

    /** Writes down which reads the thread makes of the store, its snapshots and transactions. */
    private static <T> T watched(Class<T> type, T real, Thread thread, List<String> reads) {
        InvocationHandler handler =
                (_, method, arguments) -> {
                    boolean counts = Thread.currentThread().equals(thread);
                    if (counts && List.of("get", "scan").contains(method.getName())) {
                        reads.add(method.getName());
                    }
                    @Nullable Object result =
                            call(real, method, watchedFunction(arguments, thread, reads));
                    return result instanceof Store.Snapshot snapshot
                            ? watched(Store.Snapshot.class, snapshot, thread, reads)
                            : result;
                };
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A transaction is given to a function; that, too, is to be watched. */
    private static Object @Nullable [] watchedFunction(
            Object @Nullable [] arguments, Thread thread, List<String> reads) {
        if (arguments == null
                || arguments.length != 2
                || !(arguments[0] instanceof TransactionOptions)) {
            return arguments;
        }
        @SuppressWarnings("unchecked")
        var function = (Function<Transaction, Object>) arguments[1];
        Function<Transaction, Object> watched =
                tx -> function.apply(watched(Transaction.class, tx, thread, reads));
        return new Object[] {arguments[0], watched};
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UpdateTable|{'TableName':'items','TableClass':'STANDARD'}",
                "UpdateTimeToLive|{'TableName':'items','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'a'}}",
                "DescribeTimeToLive|{'TableName':'items'}",
                "ListStreams|{'TableName':'items'}",
                "ListStreams|{}",
                "DescribeStream|{'StreamArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/x'}",
                "GetShardIterator|{'StreamArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/x','ShardId':'shardId-00000000000000000000-00000000','ShardIteratorType':'LATEST'}",
                "TagResource|{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items','Tags':[{'Key':'a','Value':'b'}]}",
                "UntagResource|{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items','TagKeys':['a']}",
                "ListTagsOfResource|{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items'}",
                "CreateBackup|{'TableName':'items','BackupName':'abc'}",
                "DescribeBackup|{'BackupArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items/backup/x'}",
                "DeleteBackup|{'BackupArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items/backup/x'}",
                "ListBackups|{}",
                "ListBackups|{'TableName':'items'}",
                "RestoreTableFromBackup|{'TargetTableName':'abc','BackupArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items/backup/x'}",
                "RestoreTableToPointInTime|{'TargetTableName':'abc','SourceTableName':'items','UseLatestRestorableTime':true}",
                "UpdateContinuousBackups|{'TableName':'items','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}",
                "DescribeContinuousBackups|{'TableName':'items'}",
                "DescribeLimits|{}",
                "ExecuteStatement|{'Statement':'SELECT * FROM items'}",
                "ExecuteStatement|{'Statement':'DELETE FROM items WHERE pk = 1'}",
                "ExecuteTransaction|{'TransactStatements':[{'Statement':'DELETE FROM items WHERE pk = 1'}]}",
                "ExecuteTransaction|{'TransactStatements':[{'Statement':'SELECT * FROM items WHERE pk = 1'}]}"
            })
    void nothingIsDoneOrToldWithoutPermission(String operation, String json) {
        assertThat(ask(new Some(), operation, json))
                .startsWith("400 ")
                .contains("#AccessDeniedException");
    }

    @Test
    void aStatementOfABatchIsRefusedAloneAndAnotherGoesThrough() {
        assertThat(
                        ask(
                                new Some("PartiQLSelect items"),
                                "BatchExecuteStatement",
                                "{'Statements':[{'Statement':'SELECT * FROM items WHERE pk = ? AND sk = 1','Parameters':[{'S':'a'}]},{'Statement':'SELECT * FROM more WHERE pk = 1'}]}"))
                .startsWith(
                        "200 {'Responses':[{'TableName':'items'},{'Error':{'Code':'AccessDenied'");
    }
}
