package dev.hedgerow.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.dynamodb.protocol.Compression;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What DynamoDB's protocol looks like from outside: targets, types, headers, errors. */
@Timeout(300)
final class PortTest {
    private final House house = House.open(PortLimits.DEFAULT);

    @AfterEach
    void close() {
        house.close();
    }

    private Line.Got send(Map<String, String> headers, String json) throws IOException {
        try (Line line = house.line()) {
            return line.ask(House.request(headers, House.bytes(json)));
        }
    }

    private Line.Got sendRaw(String text) throws IOException {
        try (Line line = house.line()) {
            line.send(text);
            return line.read();
        }
    }

    private static String checksum(byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return Long.toString(crc.getValue());
    }

    @Test
    void whoeverAsksForTheEndpointIsAtIt() throws IOException {
        Line.Got told = house.ask("DescribeEndpoints", "{}");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.header("content-type")).isEqualTo(House.TYPE);
        assertThat(told.text())
                .isEqualTo(
                        "{\"Endpoints\":[{\"Address\":\"%s\",\"CachePeriodInMinutes\":1440}]}"
                                .formatted("localhost:" + house.port.port()));
    }

    @Test
    void anItemGoesInAndComesOut() throws IOException {
        String item = "{'pk':{'S':'a'},'n':{'N':'1'}}";
        Line.Got put = house.ask("PutItem", "{'TableName':'items','Item':" + item + "}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.text()).isEqualTo("{}");
        assertThat(put.header("content-type")).isEqualTo(House.TYPE);
        assertThat(put.header("x-amz-crc32")).isEqualTo("2745614147");
        assertThat(put.header("x-amzn-requestid")).matches("[0-9A-Z]{52}");
        assertThat(put.header("date")).endsWith(" GMT");
        Line.Got got = house.ask("GetItem", "{'TableName':'items','Key':{'pk':{'S':'a'}}}");
        assertThat(got.text()).isEqualTo("{\"Item\":" + item.replace('\'', '"') + "}");
        assertThat(got.header("x-amz-crc32")).isEqualTo(checksum(got.body()));
        assertThat(got.header("x-amzn-requestid")).isNotEqualTo(put.header("x-amzn-requestid"));
        assertThat(house.observed).contains("PutItem 200 ", "GetItem 200 ");
    }

    @Test
    void anErrorOfATableHasItsStatusAndItsEnvelope() throws IOException {
        Line.Got got = house.ask("Scan", "{'TableName':'nothing'}");
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.text())
                .isEqualTo(
                        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\","
                                + "\"message\":\"Requested resource not found\"}");
        assertThat(house.observed).contains("Scan 400 ResourceNotFoundException");
    }

    @Test
    void healthIsTold() throws IOException {
        Line.Got got = sendRaw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.text()).isEqualTo("healthy: dynamodb.us-east-1.amazonaws.com ");
        assertThat(got.header("x-amz-crc32")).isEqualTo("3128867991");
    }

    @Test
    void whatIsNotOfThisProtocolIsNotFound() throws IOException {
        var other = new LinkedHashMap<>(house.headers("ListTables"));
        other.put("Content-Type", "text/plain");
        var none = new LinkedHashMap<>(house.headers("ListTables"));
        none.remove("Content-Type");
        for (Line.Got got :
                new Line.Got[] {
                    send(other, "{}"),
                    send(none, "{}"),
                    sendRaw("PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                    sendRaw("GET /items HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                    sendRaw("DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                    sendRaw("OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: x\r\n\r\n")
                }) {
            assertThat(got.status()).isEqualTo(404);
            assertThat(got.text()).isEqualTo("<UnknownOperationException/>\n");
            assertThat(got.header("x-amz-crc32")).isEqualTo("3552371480");
            assertThat(got.header("access-control-allow-origin")).isEmpty();
        }
    }

    @Test
    void anAnswerToHeadHasNoBody() throws IOException {
        try (Line line = house.line()) {
            line.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(line.read().status()).isEqualTo(404);
            assertThat(line.tryRead()).isEmpty();
        }
    }

    @Test
    void anUnknownTargetIsAnUnknownOperation() throws IOException {
        String unknown = "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}";
        for (String target :
                new String[] {
                    "whatever",
                    "DynamoDB_20120810.ListTable",
                    "DynamoDB_20111205.ListTables",
                    "DynamoDBStreams_20120810.ListTables",
                    "DynamoDB_20120810.GetRecords",
                    "DynamoDB_20120810.",
                    ""
                }) {
            var headers = new LinkedHashMap<>(house.headers(""));
            headers.put("X-Amz-Target", target);
            Line.Got got = send(headers, "{}");
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.text()).as(target).isEqualTo(unknown);
            assertThat(got.header("x-amz-crc32")).isEqualTo("1368724161");
        }
        assertThat(house.observed).allMatch(each -> each.startsWith("other "));
    }

    @Test
    void theTypeOfAnAnswerIsThatOfItsRequest() throws IOException {
        var headers = new LinkedHashMap<>(house.headers("ListTables"));
        headers.put("Content-Type", "application/json; charset=utf-8");
        Line.Got got = send(headers, "{}");
        assertThat(got.text()).isEqualTo("{\"TableNames\":[\"items\"]}");
        assertThat(got.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void whatIsNoJsonIsRefused() throws IOException {
        for (String body : new String[] {"", "hi", "{", "{}{}", "[]", "{'a':1,'a':2}"}) {
            Line.Got got = house.ask("ListTables", body);
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.text())
                    .as(body)
                    .isEqualTo("{\"__type\":\"com.amazon.coral.service#SerializationException\"}");
        }
        String deep = "[".repeat(50_000);
        assertThat(house.ask("PutItem", "{'TableName':" + deep).status()).isEqualTo(400);
        assertThat(house.ask("ListTables", "{}").status()).isEqualTo(200);
    }

    @Test
    void aCompressedRequestIsTakenAndALargeAnswerIsCompressed() throws IOException {
        String text = "x".repeat(10_000);
        byte[] put =
                House.bytes(
                        "{'TableName':'items','Item':{'pk':{'S':'a'},'t':{'S':'" + text + "'}}}");
        byte[] compressed = Compression.deflated(put);
        var headers = new LinkedHashMap<>(house.headers("PutItem"));
        headers.put("Content-Encoding", "gzip");
        try (Line line = house.line()) {
            assertThat(line.ask(House.request(headers, compressed)).text()).isEqualTo("{}");
            var get = new LinkedHashMap<>(house.headers("GetItem"));
            get.put("Accept-Encoding", "deflate, gzip;q=0.5");
            byte[] key = House.bytes("{'TableName':'items','Key':{'pk':{'S':'a'}}}");
            Line.Got got = line.ask(House.request(get, key));
            assertThat(got.header("content-encoding")).isEqualTo("gzip");
            assertThat(got.header("x-amz-crc32")).isEqualTo(checksum(got.body()));
            assertThat(got.body().length).isLessThan(1000);
            byte[] whole = new GZIPInputStream(new ByteArrayInputStream(got.body())).readAllBytes();
            assertThat(new String(whole, StandardCharsets.UTF_8)).contains(text);
            get.put("Accept-Encoding", "gzip;q=0");
            assertThat(line.ask(House.request(get, key)).text()).contains(text);
        }
    }

    @Test
    void whatIsNoGzipOrUnpacksToTooMuchIsRefused() throws IOException {
        var headers = new LinkedHashMap<>(house.headers("ListTables"));
        headers.put("Content-Encoding", "gzip");
        assertThat(send(headers, "{}").text()).contains("SerializationException");
        byte[] bomb = Compression.deflated(new byte[(16 << 20) + 1]);
        try (Line line = house.line()) {
            assertThat(line.ask(House.request(headers, bomb)).status()).isEqualTo(413);
        }
        headers.put("Content-Encoding", "br");
        assertThat(send(headers, "{}").text()).contains("SerializationException");
    }

    @Test
    void aPageInABrowserCannotUseAnUnsignedPort() throws IOException {
        var rebound = new LinkedHashMap<>(house.headers("ListTables"));
        rebound.put("Host", "attacker.example:8000");
        var page = new LinkedHashMap<>(house.headers("ListTables"));
        page.put("Origin", "http://attacker.example");
        for (Map<String, String> headers : List.of(rebound, page)) {
            Line.Got got = send(headers, "{}");
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.text()).contains("AccessDeniedException");
        }
        assertThat(house.asked).hasValue(0);
        for (String host : new String[] {"127.0.0.1:8000", "LOCALHOST", "[::1]:8000", "[::1]"}) {
            var headers = new LinkedHashMap<>(house.headers("ListTables"));
            headers.put("Host", host);
            assertThat(send(headers, "{}").status()).as(host).isEqualTo(200);
        }
    }

    @Test
    void unsignedAccessIsForThisMachineOnly() {
        assertThatThrownBy(() ->
                        new DynamoPort.Settings(
                                new InetSocketAddress("0.0.0.0", 0),
                                new Access.Unsigned(),
                                PortLimits.DEFAULT))
                .isInstanceOf(HedgerowException.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void aTakenPortIsSaidSo() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), house.port.port());
        var settings = new DynamoPort.Settings(address, new Access.Unsigned(), PortLimits.DEFAULT);
        assertThatThrownBy(() ->
                        DynamoPort.start(
                                settings,
                                (_, _, _) -> {
                                    throw new AssertionError("nobody asks");
                                },
                                World.system(),
                                (_, _, _, _, _) -> {}))
                .isInstanceOf(HedgerowException.class)
                .hasMessageContaining("--dynamodb-port");
    }

    @Test
    void whatGoesWrongInsideIsAnInternalServerError() throws IOException {
        var settings =
                new DynamoPort.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new Access.Unsigned(),
                        PortLimits.DEFAULT);
        try (var port =
                        DynamoPort.start(
                                settings,
                                (_, _, _) -> {
                                    throw new IllegalStateException("on purpose");
                                },
                                World.system(),
                                (_, _, _, _, _) -> {});
                var line = new Line(port.port())) {
            Line.Got got = line.ask(house.request("ListTables", "{}"));
            assertThat(got.status()).isEqualTo(500);
            assertThat(got.text()).contains("InternalServerError").doesNotContain("purpose");
            assertThat(line.ask(house.request("ListTables", "{}")).status()).isEqualTo(500);
        }
    }
}
