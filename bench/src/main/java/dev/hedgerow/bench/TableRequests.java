package dev.hedgerow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** The requests of one kind, made and signed before the clock starts. */
record TableRequests(String name, List<byte[]> bytes) {
    static final int KEYS = 10_000;
    static final int GROUP = 10;

    /** How many kinds {@link #all} has. */
    static final int KINDS = 6;

    private static final int MADE = 5_000;
    private static final int BATCH = 25;
    private static final String FILLING = "x".repeat(980);

    /** A table of single items and one of groups of ten. */
    static List<String> tables() {
        return List.of(
                """
                {"TableName":"single","BillingMode":"PAY_PER_REQUEST",
                 "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}\
                """,
                """
                {"TableName":"group","BillingMode":"PAY_PER_REQUEST",
                 "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},
                  {"AttributeName":"nr","AttributeType":"N"}],
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"},
                  {"AttributeName":"nr","KeyType":"RANGE"}]}\
                """);
    }

    /** What fills both. */
    static List<byte[]> filling(Signer signer) {
        var requests = new ArrayList<byte[]>();
        for (int first = 0; first < KEYS; first += BATCH) {
            int from = first;
            requests.add(signer.request("BatchWriteItem", batch("single", i -> item(from + i))));
            requests.add(
                    signer.request(
                            "BatchWriteItem",
                            batch("group", i -> ofGroup((from + i) / GROUP, (from + i) % GROUP))));
        }
        return requests;
    }

    /** Every kind that is measured, with keys drawn evenly. */
    static List<TableRequests> all(Signer signer) {
        var random = new Random(1);
        return List.of(
                of(signer, "GetItem", "GetItem consistent", _ -> get(random.nextInt(KEYS))),
                of(signer, "PutItem", "PutItem", _ -> put(random.nextInt(KEYS))),
                of(signer, "Query", "Query of 10", _ -> query(random.nextInt(KEYS / GROUP))),
                of(
                        signer,
                        "UpdateItem",
                        "UpdateItem with condition",
                        _ -> update(random.nextInt(KEYS))),
                of(signer, "BatchWriteItem", "BatchWriteItem of 25", _ -> writes(random)),
                of(signer, "TransactWriteItems", "TransactWriteItems of 2", _ -> two(random)));
    }

    private static TableRequests of(
            Signer signer, String operation, String name, IntFunction<String> json) {
        int count = operation.startsWith("Batch") ? MADE / BATCH : MADE;
        var requests = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            requests.add(signer.request(operation, json.apply(i)));
        }
        return new TableRequests(name, requests);
    }

    private static String item(int key) {
        return "{\"id\":{\"S\":\"key-%d\"},\"n\":{\"N\":\"%d\"},\"t\":{\"S\":\"%s\"}}"
                .formatted(key, key, FILLING);
    }

    private static String ofGroup(int group, int number) {
        return "{\"id\":{\"S\":\"key-%d\"},\"nr\":{\"N\":\"%d\"},\"t\":{\"S\":\"%s\"}}"
                .formatted(group, number, FILLING);
    }

    private static String key(int key) {
        return "{\"id\":{\"S\":\"key-%d\"}}".formatted(key);
    }

    private static String get(int key) {
        return "{\"TableName\":\"single\",\"ConsistentRead\":true,\"Key\":%s}".formatted(key(key));
    }

    private static String put(int key) {
        return "{\"TableName\":\"single\",\"Item\":%s}".formatted(item(key));
    }

    private static String query(int group) {
        return """
        {"TableName":"group","KeyConditionExpression":"id = :id",\
        "ExpressionAttributeValues":{":id":{"S":"key-%d"}}}\
        """
                .formatted(group);
    }

    private static String update(int key) {
        return """
        {"TableName":"single","Key":%s,"UpdateExpression":"SET n = n + :one",\
        "ConditionExpression":"attribute_exists(id)",\
        "ExpressionAttributeValues":{":one":{"N":"1"}}}\
        """
                .formatted(key(key));
    }

    private static String writes(Random random) {
        int first = random.nextInt(KEYS - BATCH);
        return batch("single", i -> item(first + i));
    }

    private static String batch(String table, IntFunction<String> item) {
        var puts = new ArrayList<String>();
        for (int i = 0; i < BATCH; i++) {
            puts.add("{\"PutRequest\":{\"Item\":%s}}".formatted(item.apply(i)));
        }
        return "{\"RequestItems\":{\"%s\":[%s]}}".formatted(table, String.join(",", puts));
    }

    private static String two(Random random) {
        int first = random.nextInt(KEYS / 2);
        int second = KEYS / 2 + random.nextInt(KEYS / 2);
        String member = "{\"Put\":{\"TableName\":\"single\",\"Item\":%s}}";
        return "{\"TransactItems\":[%s,%s]}"
                .formatted(member.formatted(item(first)), member.formatted(item(second)));
    }
}
