package dev.hedgerow.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.tables.Permission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests about few items are answered in the event loop, unless they would have to wait. */
@Timeout(300)
final class ShortTest {
    private static final String KEY = "{'TableName':'items','Key':{'pk':{'S':'a'}}";
    private static final String PUT = "{'TableName':'items','Item':{'pk':{'S':'a'},'n':{'N':'1'}}";

    private static final String QUERY =
            "{'TableName':'items','KeyConditionExpression':'pk = :pk',"
                    + "'ExpressionAttributeValues':{':pk':{'S':'a'}}}";

    private House house = House.open(PortLimits.DEFAULT);

    @AfterEach
    void close() {
        house.close();
    }

    private String ask(String operation, String json) throws IOException {
        return house.ask(operation, json).text().replace('"', '\'');
    }

    @Test
    void whatNeedsNoWaitingIsAnsweredWithoutAThread() throws IOException {
        assertThat(ask("PutItem", PUT + "}")).isEqualTo("{}");
        assertThat(ask("GetItem", KEY + "}")).contains("'n':{'N':'1'}");
        assertThat(ask("UpdateItem", KEY + ",'UpdateExpression':'REMOVE n'}")).isEqualTo("{}");
        assertThat(ask("DeleteItem", KEY + "}")).isEqualTo("{}");
        assertThat(ask("GetItem", KEY + "}")).isEqualTo("{}");
        assertThat(ask("TransactWriteItems", "{'TransactItems':[{'Put':" + PUT + "}}]}"))
                .isEqualTo("{}");
        assertThat(ask("Query", QUERY)).contains("'n':{'N':'1'}", "'Count':1");
        assertThat(house.begun.get()).isEqualTo(7);
        assertThat(house.asked.get()).isEqualTo(7);
        assertThat(ask("Scan", "{'TableName':'items'}")).contains("'Count':1");
        assertThat(house.begun.get()).isEqualTo(7);
    }

    @Test
    void whatIsNotInMemoryIsReadByAThreadThatMayWait() throws IOException {
        assertThat(ask("PutItem", PUT + "}")).isEqualTo("{}");
        house.disk.cold(true);
        assertThat(ask("GetItem", KEY + "}")).contains("'n':{'N':'1'}");
        assertThat(house.begun.get()).isEqualTo(2);
        assertThat(house.asked.get()).isEqualTo(3);
        // and is in memory then
        assertThat(ask("GetItem", KEY + "}")).contains("'n':{'N':'1'}");
        assertThat(house.asked.get()).isEqualTo(4);
        String other = KEY.replace("'a'", "'b'");
        assertThat(
                        ask(
                                "UpdateItem",
                                other
                                        + ",'UpdateExpression':'ADD n :n',"
                                        + "'ExpressionAttributeValues':{':n':{'N':'7'}},'ReturnValues':'ALL_NEW'}"))
                .contains("'n':{'N':'7'}");
        assertThat(house.asked.get()).isEqualTo(6);
        house.disk.cold(false);
    }

    @Test
    void errorsAreTheSameEitherWay() throws IOException {
        assertThat(ask("PutItem", PUT + "}")).isEqualTo("{}");
        var requests = new LinkedHashMap<String, String>();
        requests.put(PUT + ",'ConditionExpression':'attribute_not_exists(pk)'}", "PutItem");
        requests.put(PUT.replace("'items'", "'nothing'") + "}", "PutItem");
        requests.put(KEY + ",'UpdateExpression':'SET pk = :x'}", "UpdateItem");
        requests.put(
                "{'TransactItems':[{'Delete':"
                        + KEY
                        + ",'ConditionExpression':'attribute_not_exists(pk)'}},{'Put':"
                        + PUT.replace("'S':'a'", "'S':'b'")
                        + "}}]}",
                "TransactWriteItems");
        requests.put("{'TransactItems':[]}", "TransactWriteItems");
        requests.put(QUERY.replace("pk =", "n ="), "Query");
        requests.put(KEY + "", "GetItem");
        requests.put(KEY.replace("'S'", "'N'") + "}", "GetItem");
        for (var request : requests.entrySet()) {
            Line.Got begun = house.ask(request.getValue(), request.getKey());
            var large = request.getKey() + " ".repeat(70_000);
            Line.Got waited = house.ask(request.getValue(), large);
            assertThat(begun.status()).isEqualTo(400);
            assertThat(begun.text()).isEqualTo(waited.text());
        }
        assertThat(house.begun.get()).isEqualTo(1 + requests.size());
    }

    @Test
    void aFullDiskIsToldEitherWay() throws IOException {
        house.disk.low(true);
        Line.Got begun = house.ask("PutItem", PUT + "}");
        Line.Got waited = house.ask("PutItem", PUT + "}" + " ".repeat(70_000));
        assertThat(begun.status()).isEqualTo(waited.status()).isGreaterThanOrEqualTo(500);
        assertThat(begun.text()).isEqualTo(waited.text());
        house.disk.low(false);
    }

    @Test
    void whatIsLongOrCompressedIsNotBegun() throws IOException {
        house.ask("PutItem", PUT + "}" + " ".repeat(70_000));
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(House.bytes(KEY + "}"));
        }
        var headers = new LinkedHashMap<>(house.headers("GetItem"));
        headers.put("Content-Encoding", "gzip");
        try (Line line = house.line()) {
            assertThat(line.ask(House.request(headers, compressed.toByteArray())).text())
                    .contains("\"n\"");
        }
        assertThat(house.asked.get()).isEqualTo(2);
        assertThat(house.begun.get()).isZero();
    }

    @Test
    void whatHasManyItemsIsNotBegun() throws IOException {
        var puts = new StringJoiner(",", "{'TransactItems':[", "]}");
        for (int i = 0; i < 11; i++) {
            puts.add("{'Put':" + PUT.replace("'S':'a'", "'S':'a" + i + "'") + "}}");
        }
        assertThat(ask("TransactWriteItems", puts.toString())).isEqualTo("{}");
        assertThat(house.begun.get()).isEqualTo(1);
        assertThat(house.asked.get()).isEqualTo(2);
        assertThat(ask("GetItem", KEY.replace("'a'", "'a10'") + "}")).contains("'N':'1'");
    }

    @Test
    void whatTakesLongToReadIsReadByAThreadThatMayWait() throws IOException {
        String big = PUT.replace("'1'}", "'1'},'big':{'S':'" + "x".repeat(66_000) + "'}");
        assertThat(ask("PutItem", big + "}")).isEqualTo("{}");
        house.asked.set(0);
        house.begun.set(0);
        assertThat(ask("Query", QUERY)).contains("'Count':1");
        assertThat(ask("GetItem", KEY + "}")).contains("'N':'1'");
        assertThat(house.begun.get()).isEqualTo(2);
        assertThat(house.asked.get()).isEqualTo(4);
    }

    @Test
    void whoeverIsRefusedIsRefusedEitherWay() throws IOException {
        var foreign = new LinkedHashMap<>(house.headers("GetItem"));
        foreign.put("Host", "elsewhere.example");
        try (Line line = house.line()) {
            assertThat(line.ask(House.request(foreign, House.bytes(KEY + "}"))).text())
                    .contains("AccessDeniedException");
        }
        assertThat(house.asked.get()).isZero();
    }

    @Test
    void aKeyThatIsNotKnownYetIsLookedUpByAThread() throws IOException {
        house.close();
        var ada = new AccessKey(House.ADA.keyId(), House.ADA.secret(), Permission.ALL);
        house =
                new House(
                        new Access.Signed(id -> Optional.of(ada).filter(k -> k.id().equals(id))),
                        PortLimits.DEFAULT);
        byte[] body = House.bytes(PUT + "}");
        var headers = house.signed(House.ADA, "PutItem", body, house.world.clock().instant());
        try (Line line = house.line()) {
            assertThat(line.ask(House.request(headers, body)).status()).isEqualTo(200);
        }
        assertThat(house.asked.get()).isEqualTo(1);
        assertThat(house.begun.get()).isZero();
    }

    @Test
    void countersThatMeetLoseNothing() throws Exception {
        int clients = 16;
        int each = 150;
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var threads = new ArrayList<Thread>();
        byte[] add =
                house.request(
                        "UpdateItem",
                        KEY
                                + ",'UpdateExpression':'ADD n :one',"
                                + "'ExpressionAttributeValues':{':one':{'N':'1'}}}");
        for (int i = 0; i < clients; i++) {
            threads.add(
                    house.world
                            .threads()
                            .start(
                                    "client",
                                    () -> {
                                        try (Line line = house.line()) {
                                            for (int n = 0; n < each; n++) {
                                                assertThat(line.ask(add).status()).isEqualTo(200);
                                            }
                                        } catch (IOException | AssertionError e) {
                                            failures.add(e);
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(ask("GetItem", KEY + "}")).contains("'N':'" + clients * each + "'");
    }
}
