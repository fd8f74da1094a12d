package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.tables.wire.JsonInput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bodies and texts that are spoilt by chance: each gets an answer of the protocol that is JSON, and
 * an error leaves no trace in the store. {@code -Dseed=N} plays one seed.
 */
@Timeout(300)
final class FuzzTest {
    private static final int BODIES = 6_000;
    private static final int TEXTS = 6_000;

    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "\"",
                    "null",
                    "true",
                    "-1",
                    "1e999",
                    "9".repeat(200),
                    "0.".repeat(3),
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\u0000",
                    "\\",
                    "\"S\":\"x\",",
                    "\"S\":\"x\",\"S\":\"y\",",
                    "{\"M\":".repeat(40),
                    "[".repeat(500),
                    "{\"L\":[".repeat(2_000),
                    "\"TableName\":\"items\",",
                    "\"TableName\":null,",
                    "\"Key\":[],",
                    "\"N\":\"1e200\"",
                    "\"NS\":[\"1\",\"1.0\"]",
                    "\"B\":\"####\"",
                    "\"NULL\":false",
                    "\"Limit\":1e400,",
                    "\"Segment\":-5,",
                    "ä",
                    "\u2028");

    private static final List<String> WORDS =
            List.of(
                    "a",
                    "b.c",
                    "#n",
                    ":v",
                    ":w",
                    "pk",
                    "sk",
                    "l[0]",
                    "l[99999999999]",
                    "(",
                    ")",
                    ",",
                    "=",
                    "<>",
                    "<",
                    ">=",
                    "AND",
                    "OR",
                    "NOT",
                    "BETWEEN",
                    "IN",
                    "SET",
                    "REMOVE",
                    "ADD",
                    "DELETE",
                    "size(",
                    "attribute_exists(",
                    "attribute_type(",
                    "begins_with(",
                    "contains(",
                    "list_append(",
                    "if_not_exists(",
                    "+",
                    "-",
                    "..",
                    "[",
                    "]",
                    "name",
                    "\u00e9",
                    "(((((",
                    "SELECT",
                    "*",
                    "FROM",
                    "items",
                    "WHERE",
                    "INSERT",
                    "INTO",
                    "VALUE",
                    "UPDATE",
                    "RETURNING",
                    "ALL",
                    "NEW",
                    "MODIFIED",
                    "OLD",
                    "EXISTS",
                    "IS",
                    "MISSING",
                    "NULL",
                    "ORDER",
                    "BY",
                    "DESC",
                    "'a'",
                    "1",
                    "1e5",
                    "{'pk':'a','sk':1}",
                    "<<1>>",
                    "?",
                    ";",
                    "--",
                    "''",
                    "\\\"q\\\"",
                    "{",
                    "}",
                    "<<",
                    ">>",
                    "1e999",
                    "0".repeat(50));

    private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Service service = new Service();
    private final Map<String, Integer> seen = new TreeMap<>();

    @BeforeEach
    void create() {
        service.create(
                "{'TableName':'items','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'N'},{'AttributeName':'g','AttributeType':'S'}],"
                        + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}],"
                        + "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'},"
                        + "'GlobalSecondaryIndexes':[{'IndexName':'byg','Projection':{'ProjectionType':'ALL'},'KeySchema':[{'AttributeName':'g','KeyType':'HASH'}]}]}");
        // nobody else writes from here on
        service.die();
    }

    @AfterEach
    void close() {
        service.close();
    }

    /** Good requests, to be spoilt. */
    private static final List<String> REQUESTS =
            List.of(
                    "PutItem {\"TableName\":\"items\",\"Item\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},\"g\":{\"S\":\"x\"},\"m\":{\"M\":{\"l\":{\"L\":[{\"NS\":[\"1\",\"2\"]},{\"B\":\"AAAA\"},{\"NULL\":true},{\"BOOL\":false}]}}}},\"ConditionExpression\":\"attribute_not_exists(v)\",\"ReturnValues\":\"ALL_OLD\"}",
                    "UpdateItem {\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}},\"UpdateExpression\":\"SET c = if_not_exists(c, :z) + :o\",\"ExpressionAttributeValues\":{\":z\":{\"N\":\"0\"},\":o\":{\"N\":\"1\"}},\"ReturnValues\":\"ALL_NEW\"}",
                    "UpdateItem {\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}},\"AttributeUpdates\":{\"q\":{\"Action\":\"ADD\",\"Value\":{\"N\":\"1\"}}},\"Expected\":{\"q\":{\"Exists\":false}}}",
                    "DeleteItem {\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}",
                    "GetItem {\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}},\"ProjectionExpression\":\"m.l[0],#n\",\"ExpressionAttributeNames\":{\"#n\":\"g\"},\"ReturnConsumedCapacity\":\"TOTAL\"}",
                    "Query {\"TableName\":\"items\",\"KeyConditionExpression\":\"pk = :p AND sk > :s\",\"FilterExpression\":\"size(m) > :s\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"a\"},\":s\":{\"N\":\"0\"}},\"Limit\":3}",
                    "Query {\"TableName\":\"items\",\"IndexName\":\"byg\",\"KeyConditions\":{\"g\":{\"ComparisonOperator\":\"EQ\",\"AttributeValueList\":[{\"S\":\"x\"}]}}}",
                    "Scan {\"TableName\":\"items\",\"TotalSegments\":3,\"Segment\":1,\"ScanFilter\":{\"g\":{\"ComparisonOperator\":\"BETWEEN\",\"AttributeValueList\":[{\"S\":\"a\"},{\"S\":\"z\"}]}}}",
                    "BatchGetItem {\"RequestItems\":{\"items\":{\"Keys\":[{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}]}}}",
                    "BatchWriteItem {\"RequestItems\":{\"items\":[{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"b\"},\"sk\":{\"N\":\"2\"}}}},{\"DeleteRequest\":{\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}}]}}",
                    "TransactWriteItems {\"ClientRequestToken\":\"t\",\"TransactItems\":[{\"Put\":{\"TableName\":\"items\",\"Item\":{\"pk\":{\"S\":\"c\"},\"sk\":{\"N\":\"2\"}}}},{\"ConditionCheck\":{\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}},\"ConditionExpression\":\"attribute_not_exists(zz)\"}}]}",
                    "TransactGetItems {\"TransactItems\":[{\"Get\":{\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}}}]}",
                    "UpdateTable {\"TableName\":\"items\",\"AttributeDefinitions\":[{\"AttributeName\":\"h\",\"AttributeType\":\"S\"}],\"GlobalSecondaryIndexUpdates\":[{\"Create\":{\"IndexName\":\"byh\",\"Projection\":{\"ProjectionType\":\"INCLUDE\",\"NonKeyAttributes\":[\"q\"]},\"KeySchema\":[{\"AttributeName\":\"h\",\"KeyType\":\"HASH\"}]}}]}",
                    "CreateTable {\"TableName\":\"other\",\"AttributeDefinitions\":[{\"AttributeName\":\"h\",\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"h\",\"KeyType\":\"HASH\"}],\"ProvisionedThroughput\":{\"ReadCapacityUnits\":1,\"WriteCapacityUnits\":2},\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}",
                    "UpdateTimeToLive {\"TableName\":\"items\",\"TimeToLiveSpecification\":{\"Enabled\":true,\"AttributeName\":\"goes\"}}",
                    "ListStreams {\"TableName\":\"items\",\"Limit\":3}",
                    "GetShardIterator {\"StreamArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/2026-01-01T00:00:00.000\",\"ShardId\":\"shardId-00000000000000000000-00000001\",\"ShardIteratorType\":\"AT_SEQUENCE_NUMBER\",\"SequenceNumber\":\"000000000000000000001\"}",
                    "GetRecords {\"ShardIterator\":\"arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/2026|1|AAAAAAAA\",\"Limit\":5}",
                    "TagResource {\"ResourceArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/items\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}",
                    "CreateBackup {\"TableName\":\"items\",\"BackupName\":\"first\"}",
                    "ListBackups {\"TimeRangeLowerBound\":1.5,\"Limit\":3}",
                    "RestoreTableToPointInTime {\"SourceTableName\":\"items\",\"TargetTableName\":\"then\",\"RestoreDateTime\":1.5}",
                    "UpdateContinuousBackups {\"TableName\":\"items\",\"PointInTimeRecoverySpecification\":{\"PointInTimeRecoveryEnabled\":true}}",
                    "ExecuteStatement {\"Statement\":\"SELECT * FROM items WHERE pk = ? AND sk IN [1,2]\",\"Parameters\":[{\"S\":\"a\"}],\"NextToken\":\"AAAA\"}",
                    "BatchExecuteStatement {\"Statements\":[{\"Statement\":\"INSERT INTO items VALUE {'pk':'z','sk':3}\"}]}",
                    "ExecuteTransaction {\"TransactStatements\":[{\"Statement\":\"UPDATE items SET a = 1 WHERE pk='a' AND sk=1\"}]}");

    @Test
    void aSpoiltBodyIsAnErrorAndLeavesNoTrace() {
        for (int i = 0; i < BODIES; i++) {
            String request = REQUESTS.get(random.nextInt(REQUESTS.size()));
            int space = request.indexOf(' ');
            byte[] body = request.substring(space + 1).getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(4); n > 0; n--) {
                body = spoilt(body);
            }
            ask(request.substring(0, space), body);
        }
        assertThat(seen.get("200")).as("seed %d: %s", seed, seen).isGreaterThan(200);
        assertThat(seen.get("400")).as("seed %d: %s", seed, seen).isGreaterThan(2_000);
    }

    private byte[] spoilt(byte[] body) {
        int at = random.nextInt(body.length + 1);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> {
                byte[] other = body.clone();
                if (at < other.length) {
                    other[at] = (byte) random.nextInt(256);
                }
                yield other;
            }
            case 2 -> joined(body, at, PIECES.get(random.nextInt(PIECES.size())), at);
            case 3 -> joined(body, at, "", Math.min(body.length, at + random.nextInt(1, 12)));
            case 4 -> {
                // another number, text or brace in the place of one
                int from = Math.min(at, Math.max(0, body.length - 1));
                yield joined(
                        body,
                        from,
                        PIECES.get(random.nextInt(PIECES.size())),
                        Math.min(body.length, from + 1));
            }
            default -> {
                int from = random.nextInt(body.length + 1);
                int to = random.nextInt(from, body.length + 1);
                String part = new String(body, from, to - from, StandardCharsets.ISO_8859_1);
                yield joined(body, at, part, at);
            }
        };
    }

    private static byte[] joined(byte[] body, int until, String between, int from) {
        var out = new ByteArrayOutputStream();
        out.write(body, 0, until);
        out.writeBytes(between.getBytes(StandardCharsets.UTF_8));
        out.write(body, from, body.length - from);
        return out.toByteArray();
    }

    @Test
    void aSpoiltTextIsAnErrorAndLeavesNoTrace() {
        for (int i = 0; i < TEXTS; i++) {
            String text = text();
            String values =
                    "\"ExpressionAttributeNames\":{\"#n\":\"n\"},\"ExpressionAttributeValues\":{\":v\":{\"N\":\"1\"},\":w\":{\"S\":\"x\"}}";
            String key = "\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}";
            String table = "{\"TableName\":\"items\",";
            String both = table + key + "," + values;
            switch (random.nextInt(6)) {
                case 0 -> ask("DeleteItem", both + ",\"ConditionExpression\":\"" + text + "\"}");
                case 1 -> ask("UpdateItem", both + ",\"UpdateExpression\":\"" + text + "\"}");
                case 2 ->
                        ask(
                                "Query",
                                table + values + ",\"KeyConditionExpression\":\"" + text + "\"}");
                case 3 ->
                        ask("GetItem", table + key + ",\"ProjectionExpression\":\"" + text + "\"}");
                default ->
                        ask(
                                "ExecuteStatement",
                                "{\"Statement\":\""
                                        + text
                                        + "\""
                                        + (random.nextBoolean()
                                                ? ",\"Parameters\":[{\"S\":\"a\"}]}"
                                                : "}"));
            }
        }
        assertThat(seen.get("400")).as("seed %d: %s", seed, seen).isGreaterThan(2_000);
    }

    private String text() {
        if (random.nextInt(200) == 0) {
            return WORDS.get(random.nextInt(WORDS.size())).repeat(1_000);
        }
        var words = new ArrayList<String>();
        String start =
                List.of("", "", "SELECT * FROM items WHERE", "UPDATE items SET", "SET", "a =")
                        .get(random.nextInt(6));
        words.add(start);
        for (int n = random.nextInt(1, 14); n > 0; n--) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(random.nextInt(5) == 0 ? "" : " ", words);
    }

    private void ask(String operation, String json) {
        ask(operation, json.getBytes(StandardCharsets.UTF_8));
    }

    private void ask(String operation, byte[] body) {
        String about =
                "seed %d: %s %s"
                        .formatted(seed, operation, new String(body, StandardCharsets.UTF_8));
        Stamp before = service.store.visible();
        Answer answer;
        try {
            answer = service.tables().answer(operation, body);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(about, e);
        }
        seen.merge(String.valueOf(answer.status()), 1, Integer::sum);
        assertThat(answer.status()).as(about).isIn(200, 400);
        JsonInput.read(answer.body(), (_, input) -> input.skip());
        if (answer.status() != 200) {
            assertThat(service.store.visible()).as(about).isEqualTo(before);
        }
    }
}
