package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class TransactionTest {
    private static final String COUNT_UP =
            "{'Update':{'TableName':'items','Key':{'pk':{'S':'c'},'sk':{'N':'1'}},'UpdateExpression':'ADD v :v','ExpressionAttributeValues':{':v':{'N':'%s'}}}}";

    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    private static String put(String pk, String more) {
        return "{'Put':{'TableName':'items','Item':{'pk':{'S':'%s'},'sk':{'N':'1'}}%s}}"
                .formatted(pk, more);
    }

    private String counter() {
        return service.ok(
                "GetItem",
                "{'TableName':'items','Key':{'pk':{'S':'c'},'sk':{'N':'1'}},'ProjectionExpression':'v'}");
    }

    private static String request(String token, String items) {
        return "{'ClientRequestToken':'" + token + "','TransactItems':[" + items + "]}";
    }

    @Test
    void T7_aTokenMakesATransactionHappenOnceForTenMinutes() {
        String once = request("t", COUNT_UP.formatted("1"));
        assertThat(service.ok("TransactWriteItems", once)).isEqualTo("{}");
        assertThat(service.ok("TransactWriteItems", once)).isEqualTo("{}");
        service.later(Duration.ofMinutes(9));
        assertThat(service.ok("TransactWriteItems", once)).isEqualTo("{}");
        assertThat(counter()).isEqualTo("{'Item':{'v':{'N':'1'}}}");
        assertThat(service.error("TransactWriteItems", request("t", COUNT_UP.formatted("2"))))
                .startsWith("IdempotentParameterMismatchException");
        service.ok("TransactWriteItems", request("u", COUNT_UP.formatted("1")));
        assertThat(counter()).isEqualTo("{'Item':{'v':{'N':'2'}}}");
        service.later(Duration.ofMinutes(2));
        service.ok("TransactWriteItems", once);
        assertThat(counter()).isEqualTo("{'Item':{'v':{'N':'3'}}}");
    }

    @Test
    void tokensThatAreOverGoAway() {
        for (int i = 0; i < 20; i++) {
            service.ok("TransactWriteItems", request("t" + i, COUNT_UP.formatted("1")));
        }
        service.later(Duration.ofMinutes(11));
        for (int i = 0; i < 6; i++) {
            service.ok("TransactWriteItems", request("u" + i, COUNT_UP.formatted("1")));
        }
        try (var now = service.store.snapshot()) {
            int rows = 0;
            for (var _ : now.stream(dev.hedgerow.store.KeyRange.all(TableRows.TABLES))) {
                rows++;
            }
            // six tokens with their expiry, the table, and the next number
            assertThat(rows).isEqualTo(6 * 2 + 2);
        }
    }

    @Test
    void T7_aCancelledTransactionDidNotHappenAndSaysWhyOfEveryItem() {
        service.ok("TransactWriteItems", "{'TransactItems':[" + put("b", "") + "]}");
        String condition =
                ",'ConditionExpression':'attribute_not_exists(pk)','ReturnValuesOnConditionCheckFailure':'ALL_OLD'";
        Answer answer =
                service.answer(
                        "TransactWriteItems",
                        "{'TransactItems':["
                                + put("a", condition)
                                + ","
                                + put("b", condition)
                                + ",{'Update':{'TableName':'items','Key':{'pk':{'S':'d'},'sk':{'N':'1'}},'UpdateExpression':'SET v = w'}}"
                                + ",{'Delete':{'TableName':'items','Key':{'pk':{'N':'1'},'sk':{'N':'1'}}}}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(Service.text(answer))
                .isEqualTo(
                        "{'__type':'com.amazonaws.dynamodb.v20120810#TransactionCanceledException','CancellationReasons':["
                                + "{'Code':'None'},"
                                + "{'Code':'ConditionalCheckFailed','Message':'The conditional request failed','Item':{'pk':{'S':'b'},'sk':{'N':'1'}}},"
                                + "{'Code':'ValidationError','Message':'The provided expression refers to an attribute that does not exist in the item'},"
                                + "{'Code':'ValidationError','Message':'The provided key element does not match the schema'}],"
                                + "'Message':'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError, ValidationError]'}");
        assertThat(service.ok("Scan", "{'TableName':'items','Select':'COUNT'}"))
                .isEqualTo("{'Count':1,'ScannedCount':1}");
    }

    @Test
    void T7_aConditionCheckMeetsAWriterOfItsItemButNoOtherCheck() throws InterruptedException {
        service.ok(
                "PutItem",
                "{'TableName':'items','Item':{'pk':{'S':'door'},'sk':{'N':'1'},'open':{'BOOL':true}}}");
        var written = new AtomicInteger();
        var refused = new AtomicInteger();
        var closed = new AtomicBoolean();
        int threads = 4;
        var done = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            service.world
                    .threads()
                    .start(
                            "writer",
                            () -> {
                                for (int i = 0; refused.get() < 40; i++) {
                                    // no more than fit on one page before the door is closed
                                    while (written.get() >= 600 && !closed.get()) {
                                        Thread.onSpinWait();
                                    }
                                    write(number + "-" + i, written, refused);
                                }
                                done.countDown();
                            });
        }
        while (written.get() < 20) {
            Thread.onSpinWait();
        }
        service.ok(
                "UpdateItem",
                "{'TableName':'items','Key':{'pk':{'S':'door'},'sk':{'N':'1'}},'UpdateExpression':'SET #o = :f','ExpressionAttributeNames':{'#o':'open'},'ExpressionAttributeValues':{':f':{'BOOL':false}}}");
        closed.set(true);
        String after = service.ok("Scan", "{'TableName':'items','Select':'COUNT'}");
        done.await();
        // whoever came through did so before the door was closed
        assertThat(service.ok("Scan", "{'TableName':'items','Select':'COUNT'}")).isEqualTo(after);
        assertThat(after).contains("'Count':" + (written.get() + 1) + ",");
        assertThat(refused.get()).isPositive();
    }

    private void write(String pk, AtomicInteger written, AtomicInteger refused) {
        Answer answer =
                service.answer(
                        "TransactWriteItems",
                        "{'TransactItems':[{'ConditionCheck':{'TableName':'items','Key':{'pk':{'S':'door'},'sk':{'N':'1'}},'ConditionExpression':'#o = :t','ExpressionAttributeNames':{'#o':'open'},'ExpressionAttributeValues':{':t':{'BOOL':true}}}},"
                                + put(pk, "")
                                + "]}");
        if (answer.status() == 200) {
            written.incrementAndGet();
        } else {
            assertThat(Service.text(answer)).contains("[ConditionalCheckFailed, None]");
            refused.incrementAndGet();
        }
    }

    @Test
    void whatNoTransactionCanBeIsRefused() {
        assertThat(
                        service.error(
                                "TransactWriteItems",
                                "{'TransactItems':[" + put("a", "") + "," + put("a", "") + "]}"))
                .isEqualTo(
                        "ValidationException Transaction request cannot include multiple operations on one item");
        assertThat(service.error("TransactWriteItems", "{'TransactItems':[]}"))
                .isEqualTo(
                        "ValidationException 1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
        String many =
                IntStream.range(0, 101)
                        .mapToObj(i -> put("a" + i, ""))
                        .collect(Collectors.joining(","));
        assertThat(service.error("TransactWriteItems", "{'TransactItems':[" + many + "]}"))
                .endsWith("Member must have length less than or equal to 100");
        assertThat(
                        service.error(
                                "TransactWriteItems",
                                "{'TransactItems':[{'Put':{'TableName':'items','Item':{'pk':{'S':''},'sk':{'N':'1'}}}}]}"))
                .startsWith("ValidationException One or more parameter values are not valid.");
        assertThat(
                        service.error(
                                "TransactWriteItems",
                                "{'TransactItems':[{'Put':{'TableName':'nope','Item':{'pk':{'S':'a'}}}}]}"))
                .isEqualTo("ResourceNotFoundException Requested resource not found");
        assertThat(
                        service.error(
                                "TransactWriteItems",
                                "{'TransactItems':[{'ConditionCheck':{'TableName':'items','Key':{}}}]}"))
                .contains("'transactItems.1.member.conditionCheck.conditionExpression'");
    }

    @Test
    void aTransactionReadsAllItemsAtOneMoment() {
        service.ok("TransactWriteItems", "{'TransactItems':[" + put("a", "") + "]}");
        assertThat(
                        service.ok(
                                "TransactGetItems",
                                "{'TransactItems':[{'Get':{'TableName':'items','Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'ProjectionExpression':'pk'}},{'Get':{'TableName':'items','Key':{'pk':{'S':'b'},'sk':{'N':'1'}}}}],'ReturnConsumedCapacity':'TOTAL'}"))
                .isEqualTo(
                        "{'Responses':[{'Item':{'pk':{'S':'a'}}},{}],'ConsumedCapacity':[{'TableName':'items','CapacityUnits':4.0,'ReadCapacityUnits':4.0}]}");
    }

    @Test
    void itemsThatAreTooManyBytesTogetherAreRefusedAndNothingIsWritten() {
        String large = "x".repeat(390_000);
        for (int i = 0; i < 50; i++) {
            service.ok(
                    "PutItem",
                    "{'TableName':'items','Item':{'pk':{'S':'big%d'},'sk':{'N':'1'},'v':{'S':'%s'}}}"
                            .formatted(i, large));
        }
        String updates =
                IntStream.range(0, 50)
                        .mapToObj(
                                "{'Update':{'TableName':'items','Key':{'pk':{'S':'big%d'},'sk':{'N':'1'}},'UpdateExpression':'SET n = :n','ExpressionAttributeValues':{':n':{'N':'1'}}}}"
                                        ::formatted)
                        .collect(Collectors.joining(",", "{'TransactItems':[", "]}"));
        String tooLarge =
                "ValidationException Aggregate size of the items in the transaction cannot exceed 4 MB";
        assertThat(service.error("TransactWriteItems", updates)).isEqualTo(tooLarge);
        String gets =
                IntStream.range(0, 50)
                        .mapToObj(
                                "{'Get':{'TableName':'items','Key':{'pk':{'S':'big%d'},'sk':{'N':'1'}}}}"
                                        ::formatted)
                        .collect(Collectors.joining(",", "{'TransactItems':[", "]}"));
        assertThat(service.error("TransactGetItems", gets)).isEqualTo(tooLarge);
        assertThat(
                        service.ok(
                                "GetItem",
                                "{'TableName':'items','Key':{'pk':{'S':'big0'},'sk':{'N':'1'}},'ProjectionExpression':'n'}"))
                .isEqualTo("{'Item':{}}");
    }
}
