package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class StreamTest {
    private static final Pattern SEQUENCE = Pattern.compile("'SequenceNumber':'([0-9]*)'");

    private final Service service = Service.withTable();
    private String arn = "";
    private String shard = "";

    @AfterEach
    void close() {
        service.close();
    }

    private static String part(String json, String member) {
        Matcher matcher = Pattern.compile("'" + member + "':'([^']*)'").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }

    private void enable(String view) {
        arn =
                part(
                        service.ok(
                                "UpdateTable",
                                "{'TableName':'items','StreamSpecification':{'StreamEnabled':true,'StreamViewType':'%s'}}"
                                        .formatted(view)),
                        "LatestStreamArn");
        service.awaitSettled("items");
        shard = part(describe(), "ShardId");
    }

    private String describe() {
        return service.ok("DescribeStream", "{'StreamArn':'" + arn + "'}");
    }

    private void put(String pk, int v) {
        service.ok(
                "PutItem",
                "{'TableName':'items','Item':{'pk':{'S':'%s'},'sk':{'N':'1'},'v':{'N':'%d'}}}"
                        .formatted(pk, v));
    }

    private void delete(String pk) {
        service.ok(
                "DeleteItem",
                "{'TableName':'items','Key':{'pk':{'S':'%s'},'sk':{'N':'1'}}}".formatted(pk));
    }

    private String iterator(String type, String more) {
        return part(
                service.ok(
                        "GetShardIterator",
                        "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'%s'%s}"
                                .formatted(arn, shard, type, more)),
                "ShardIterator");
    }

    private String records(String iterator) {
        return service.ok("GetRecords", "{'ShardIterator':'" + iterator + "'}");
    }

    private static List<String> sequences(String records) {
        return SEQUENCE.matcher(records).results().map(found -> found.group(1)).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "KEYS_ONLY,false,false",
        "NEW_IMAGE,true,false",
        "OLD_IMAGE,false,true",
        "NEW_AND_OLD_IMAGES,true,true"
    })
    void T10_aStreamHasEveryChangeOnceWithWhatItsViewShows(
            String view, boolean after, boolean before) {
        put("old", 0);
        enable(view);
        put("a", 1);
        put("a", 1);
        put("a", 2);
        delete("a");
        delete("a");
        service.ok(
                "UpdateItem",
                "{'TableName':'items','Key':{'pk':{'S':'b'},'sk':{'N':'1'}},'UpdateExpression':'SET v = :v','ExpressionAttributeValues':{':v':{'N':'3'}}}");
        String records = records(iterator("TRIM_HORIZON", ""));
        assertThat(records.split("'eventName':'", -1))
                .extracting(text -> text.substring(0, 6))
                .containsExactly("{'Reco", "INSERT", "MODIFY", "REMOVE", "INSERT");
        String keys = "'Keys':{'pk':{'S':'a'},'sk':{'N':'1'}}";
        String item = "{'pk':{'S':'a'},'sk':{'N':'1'},'v':{'N':'%d'}}";
        String modified = records.split("'eventID'", -1)[2];
        assertThat(modified).contains(keys).contains("'StreamViewType':'" + view + "'");
        assertThat(modified.contains("'NewImage':" + item.formatted(2))).isEqualTo(after);
        assertThat(modified.contains("'OldImage':" + item.formatted(1))).isEqualTo(before);
        assertThat(modified.contains("Image'")).isEqualTo(after || before);
        assertThat(records(part(records, "NextShardIterator"))).startsWith("{'Records':[],");
    }

    @Test
    void T10_writersThatRunAtTheSameTimeDoNotMeetAndEveryItemIsInOrder() throws Exception {
        enable("NEW_IMAGE");
        var writers = new ArrayList<Thread>();
        for (int w = 0; w < 4; w++) {
            String pk = "w" + w;
            writers.add(
                    service.world
                            .threads()
                            .start(
                                    "writer",
                                    () -> {
                                        for (int i = 0; i < 100; i++) {
                                            put(pk, i);
                                        }
                                    }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        var seen = new ArrayList<String>();
        String iterator = iterator("TRIM_HORIZON", "");
        String page;
        do {
            page = service.ok("GetRecords", "{'Limit':7,'ShardIterator':'" + iterator + "'}");
            seen.addAll(
                    List.of(page.split("'eventID'", -1))
                            .subList(1, page.split("'eventID'", -1).length));
            iterator = part(page, "NextShardIterator");
        } while (page.contains("'eventID'"));
        assertThat(seen).hasSize(400);
        for (int w = 0; w < 4; w++) {
            String pk = "'NewImage':{'pk':{'S':'w" + w + "'}";
            List<Integer> values =
                    seen.stream()
                            .filter(record -> record.contains(pk))
                            .map(record ->
                                    Integer.parseInt(
                                            record.replaceAll(
                                                    "(?s).*'v':\\{'N':'([0-9]*)'.*", "$1")))
                            .toList();
            assertThat(values).isSorted().doesNotHaveDuplicates().hasSize(100);
        }
        List<BigInteger> sequences =
                seen.stream().map(record -> new BigInteger(sequences(record).getFirst())).toList();
        assertThat(sequences).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void T10_aTransactionsChangesAreAllThereOrNone() {
        enable("KEYS_ONLY");
        service.ok(
                "TransactWriteItems",
                "{'TransactItems':[{'Put':{'TableName':'items','Item':{'pk':{'S':'a'},'sk':{'N':'1'}}}},{'Put':{'TableName':'items','Item':{'pk':{'S':'b'},'sk':{'N':'1'}}}}]}");
        assertThat(
                        service.error(
                                "TransactWriteItems",
                                "{'TransactItems':[{'Put':{'TableName':'items','Item':{'pk':{'S':'c'},'sk':{'N':'1'}}}},{'ConditionCheck':{'TableName':'items','Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'ConditionExpression':'attribute_exists(x)'}}]}"))
                .startsWith("TransactionCanceledException");
        assertThat(sequences(records(iterator("TRIM_HORIZON", ""))))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void T10_whatGoesByItselfSaysSoInTheStream() {
        enable("OLD_IMAGE");
        service.ok(
                "UpdateTimeToLive",
                "{'TableName':'items','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'v'}}");
        service.await("DescribeTimeToLive", "{'TableName':'items'}", "'ENABLED'");
        put("a", (int) service.world.clock().instant().getEpochSecond() + 5);
        delete("a");
        put("a", (int) service.world.clock().instant().getEpochSecond() + 5);
        service.later(Duration.ofSeconds(6));
        service.upkeep();
        String[] records = records(iterator("TRIM_HORIZON", "")).split("'eventID'", -1);
        String identity =
                "'userIdentity':{'PrincipalId':'dynamodb.amazonaws.com','Type':'Service'}";
        assertThat(records[2]).contains("REMOVE").doesNotContain("userIdentity");
        assertThat(records[4]).contains("REMOVE").contains(identity).contains("'OldImage'");
    }

    @Test
    void iteratorsBeginWhereTheySay() {
        enable("KEYS_ONLY");
        put("a", 1);
        put("b", 1);
        put("c", 1);
        List<String> all = sequences(records(iterator("TRIM_HORIZON", "")));
        String second = ",'SequenceNumber':'" + all.get(1) + "'";
        assertThat(sequences(records(iterator("AT_SEQUENCE_NUMBER", second))))
                .isEqualTo(all.subList(1, 3));
        assertThat(sequences(records(iterator("AFTER_SEQUENCE_NUMBER", second))))
                .isEqualTo(all.subList(2, 3));
        String latest = iterator("LATEST", "");
        assertThat(sequences(records(latest))).isEmpty();
        put("d", 1);
        assertThat(sequences(records(latest))).hasSize(1);
        assertThat(new BigInteger(all.getFirst()))
                .isGreaterThan(new BigInteger(part(describe(), "StartingSequenceNumber")));
    }

    @Test
    void askedForTheChildrenOfItsOnlyShardAStreamShowsNone() {
        enable("KEYS_ONLY");
        String asked = "{'StreamArn':'%s','ShardFilter':{'Type':'CHILD_SHARDS','ShardId':'%s'}}";
        assertThat(service.ok("DescribeStream", asked.formatted(arn, shard)))
                .contains("'Shards':[]");
        assertThat(service.error("DescribeStream", asked.formatted(arn, shard + "0")))
                .startsWith("ResourceNotFoundException");
        assertThat(
                        service.error(
                                "DescribeStream",
                                asked.formatted(arn, shard).replace("CHILD_SHARDS", "ALL")))
                .startsWith("ValidationException")
                .contains("shardFilter.type");
    }

    @Test
    void aPageHasAThousandRecordsOrAMegabyteAtMost() {
        enable("NEW_IMAGE");
        String large = "x".repeat(300_000);
        for (int i = 0; i < 8; i++) {
            service.ok(
                    "PutItem",
                    "{'TableName':'items','Item':{'pk':{'S':'p%d'},'sk':{'N':'1'},'v':{'S':'%s'}}}"
                            .formatted(i, large));
        }
        String page = records(iterator("TRIM_HORIZON", ""));
        assertThat(sequences(page)).hasSize(4);
        assertThat(sequences(records(part(page, "NextShardIterator")))).hasSize(4);
    }

    @Test
    void recordsAreKeptForADayAndIteratorsForAQuarterOfAnHour() {
        enable("KEYS_ONLY");
        put("a", 1);
        String horizon = iterator("TRIM_HORIZON", "");
        String first = sequences(records(horizon)).getFirst();
        service.later(Duration.ofMinutes(16));
        assertThat(service.error("GetRecords", "{'ShardIterator':'" + horizon + "'}"))
                .startsWith("ExpiredIteratorException");
        service.later(Duration.ofHours(24));
        put("b", 1);
        assertThat(
                        service.error(
                                "GetShardIterator",
                                "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'AT_SEQUENCE_NUMBER','SequenceNumber':'%s'}"
                                        .formatted(arn, shard, first)))
                .startsWith("TrimmedDataAccessException");
        assertThat(records(iterator("TRIM_HORIZON", ""))).contains("'b'").doesNotContain("'a'");
        service.upkeep();
        try (var now = service.store.snapshot()) {
            assertThat(now.stream(dev.hedgerow.store.KeyRange.all(ChangeRows.CHANGES))).hasSize(1);
        }
    }

    @Test
    void whoeverBeginsAtTheOldestRecordHasTimeToGoOn() {
        enable("KEYS_ONLY");
        put("a", 1);
        put("b", 1);
        service.later(Duration.ofHours(24).minus(Duration.ofMinutes(2)));
        String page =
                service.ok(
                        "GetRecords",
                        "{'Limit':1,'ShardIterator':'" + iterator("TRIM_HORIZON", "") + "'}");
        assertThat(page).contains("'a'");
        service.later(Duration.ofMinutes(10));
        service.upkeep();
        assertThat(records(part(page, "NextShardIterator"))).contains("'b'");
    }

    @Test
    void aStreamThatEndedCanBeReadForADayAndIsGoneThen() {
        enable("KEYS_ONLY");
        put("a", 1);
        service.ok(
                "UpdateTable",
                "{'TableName':'items','StreamSpecification':{'StreamEnabled':false}}");
        service.awaitSettled("items");
        put("b", 1);
        assertThat(describe()).contains("'StreamStatus':'DISABLED'").contains("Ending");
        String records = records(iterator("TRIM_HORIZON", ""));
        assertThat(sequences(records)).hasSize(1);
        assertThat(records).doesNotContain("NextShardIterator");
        assertThat(new BigInteger(part(describe(), "EndingSequenceNumber")))
                .isGreaterThanOrEqualTo(new BigInteger(sequences(records).getFirst()));
        String earlier = arn;
        service.later(Duration.ofSeconds(1));
        enable("NEW_IMAGE");
        assertThat(service.ok("ListStreams", "{'TableName':'items'}"))
                .contains(earlier)
                .contains(arn);
        assertThat(service.ok("ListStreams", "{'Limit':1}"))
                .contains("'LastEvaluatedStreamArn':'" + earlier + "'");
        assertThat(service.ok("ListStreams", "{'ExclusiveStartStreamArn':'" + earlier + "'}"))
                .contains(arn)
                .doesNotContain(earlier);
        service.later(Duration.ofHours(25));
        service.upkeep();
        service.upkeep();
        assertThat(service.ok("ListStreams", "{}")).contains(arn).doesNotContain(earlier);
        service.ok("DeleteTable", "{'TableName':'items'}");
        service.await("DescribeStream", "{'StreamArn':'" + arn + "'}", "'DISABLED'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DescribeStream|{'StreamArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/x'}|ResourceNotFoundException Requested resource not found: Stream: arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/x not found",
                "DescribeStream|{'StreamArn':'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'}|ValidationException Invalid StreamArn",
                "GetRecords|{'ShardIterator':'nonsense'}|ValidationException Invalid ShardIterator",
                "GetRecords|{}|ValidationException 1 validation error detected: Value null at 'shardIterator' failed to satisfy constraint: Member must not be null"
            })
    void whatIsNoStreamIsRefused(String operation, String json, String sentence) {
        assertThat(service.error(operation, json)).isEqualTo(sentence);
    }
}
