package dev.hedgerow.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.dynamodb.protocol.Compression;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T11: what was not signed as it came is refused before anything is read. */
@Timeout(300)
final class SignedTest {
    private static final byte[] GET = House.bytes("{'TableName':'items','Key':{'pk':{'S':'a'}}}");
    private static final String INVALID = "com.amazon.coral.service#InvalidSignatureException";

    private final House house = House.signed();
    private final Instant now = house.world.clock().instant().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        house.close();
    }

    private Line.Got send(Map<String, String> headers, byte[] body) throws IOException {
        try (Line line = house.line()) {
            return line.ask(House.request(headers, body));
        }
    }

    private String refused(Map<String, String> headers, byte[] body) throws IOException {
        Line.Got got = send(headers, body);
        assertThat(got.status()).as(got.text()).isEqualTo(400);
        assertThat(house.asked).as("requests that reached the tables").hasValue(0);
        assertThat(got.text()).doesNotContain(House.ADA.secret());
        return got.text();
    }

    private Map<String, String> signed() {
        return house.signed(House.ADA, "GetItem", GET, now);
    }

    @Test
    void theSignerOfTheseTestsSignsAsTheDocumentationOfAwsDoes() {
        var signer =
                new Signer(
                        "AKIDEXAMPLE",
                        "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                        "us-east-1",
                        "iam");
        assertThat(Signer.hex(signer.key("20150830")))
                .isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        headers.put("Host", "iam.amazonaws.com");
        headers.put("X-Amz-Date", "20150830T123600Z");
        assertThat(
                        signer.authorization(
                                "GET",
                                "Action=ListUsers&Version=2010-05-08",
                                headers,
                                new byte[0],
                                Instant.parse("2015-08-30T12:36:00Z")))
                .endsWith(
                        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void whatIsSignedIsAnswered() throws IOException {
        Line.Got got = send(signed(), GET);
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(got.text()).isEqualTo("{}");
        assertThat(house.asked).hasValue(1);
    }

    @Test
    void aDateOfHttpWillDo() throws IOException {
        Map<String, String> headers = house.headers("GetItem");
        headers.put(
                "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)));
        headers.put("Authorization", House.ADA.authorization("POST", "", headers, GET, now));
        assertThat(send(headers, GET).status()).isEqualTo(200);
    }

    @Test
    void T11_aChangedBodyIsRefused() throws IOException {
        byte[] other = House.bytes("{'TableName':'items','Key':{'pk':{'S':'b'}}}");
        assertThat(refused(signed(), other))
                .contains(INVALID)
                .contains("The request signature we calculated does not match")
                .contains(
                        "The Canonical String for this request should have been\\n'POST\\n/\\n\\n")
                .contains("The String-to-Sign should have been\\n'AWS4-HMAC-SHA256\\n");
    }

    @Test
    void T11_aChangedHeaderIsRefused() throws IOException {
        Map<String, String> headers = signed();
        headers.put("X-Amz-Target", "DynamoDB_20120810.DeleteItem");
        assertThat(refused(headers, GET)).contains(INVALID);
    }

    @Test
    void T11_aTargetThatWasNotSignedIsRefused() throws IOException {
        Map<String, String> headers = house.headers("GetItem");
        String target = headers.remove("X-Amz-Target");
        headers.put("X-Amz-Date", Signer.date(now));
        headers.put("Authorization", House.ADA.authorization("POST", "", headers, GET, now));
        headers.put("X-Amz-Target", target == null ? "" : target);
        assertThat(refused(headers, GET)).contains(INVALID).contains("'X-Amz-Target' must be");
    }

    @Test
    void T11_aWrongKeyIsRefused() throws IOException {
        var wrong = new Signer(House.ADA.keyId(), "another secret", "eu-central-1", "dynamodb");
        assertThat(refused(house.signed(wrong, "GetItem", GET, now), GET)).contains(INVALID);
        var unknown = new Signer("AKNOBODY", House.ADA.secret(), "eu-central-1", "dynamodb");
        assertThat(refused(house.signed(unknown, "GetItem", GET, now), GET))
                .isEqualTo(
                        "{\"__type\":\"com.amazon.coral.service#UnrecognizedClientException\","
                                + "\"message\":\"The security token included in the request is"
                                + " invalid.\"}");
    }

    @Test
    void T11_anOldOrEarlyDateIsRefused() throws IOException {
        Instant old = now.minus(Duration.ofMinutes(16));
        assertThat(refused(house.signed(House.ADA, "GetItem", GET, old), GET))
                .containsPattern(
                        "Signature expired: "
                                + Signer.date(old)
                                + " is now earlier than \\d{8}T\\d{6}Z \\(\\d{8}T\\d{6}Z - 15 min\\.\\)");
        Instant early = now.plus(Duration.ofMinutes(16));
        assertThat(refused(house.signed(House.ADA, "GetItem", GET, early), GET))
                .contains(
                        "Signature not yet current: "
                                + Signer.date(early)
                                + " is still later than ")
                .contains(" + 15 min.)");
        Instant late = now.minus(Duration.ofMinutes(14));
        assertThat(send(house.signed(House.ADA, "GetItem", GET, late), GET).status())
                .isEqualTo(200);
    }

    @Test
    void T11_aSessionsTokenIsRefused() throws IOException {
        Map<String, String> headers = house.headers("GetItem");
        headers.put("X-Amz-Date", Signer.date(now));
        headers.put("X-Amz-Security-Token", "of some session");
        headers.put("Authorization", House.ADA.authorization("POST", "", headers, GET, now));
        assertThat(refused(headers, GET)).contains("#UnrecognizedClientException");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertThat(refused(house.headers("GetItem"), GET))
                .isEqualTo(
                        "{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\","
                                + "\"message\":\"Request is missing Authentication Token\"}");
        Map<String, String> headers = house.headers("ListTables");
        headers.put("Authorization", "AWS4-");
        assertThat(refused(headers, House.bytes("{}")))
                .isEqualTo(
                        "{\"__type\":\"com.amazon.coral.service#IncompleteSignatureException\","
                                + "\"message\":\"Authorization header requires 'Credential' parameter."
                                + " Authorization header requires 'Signature' parameter."
                                + " Authorization header requires 'SignedHeaders' parameter."
                                + " Authorization header requires existence of either a 'X-Amz-Date'"
                                + " or a 'Date' header. Authorization=AWS4-\"}");
        headers.put("Authorization", "AWS4-HMAC-SHA256 Signature=b, Credential, SignedHeaders");
        assertThat(refused(headers, House.bytes("{}")))
                .contains("'Credential' not a valid key=value pair (missing equal-sign)");
    }

    @Test
    void everyPartOfTheHeaderIsChecked() throws IOException {
        Map<String, String> good = signed();
        String header = good.getOrDefault("Authorization", "");
        assertThat(refusedWith(good, header.replace("host;", "")))
                .contains("'Host' or ':authority'");
        assertThat(refusedWith(good, header.replace("SHA256", "SHA25")))
                .contains("Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256");
        assertThat(refusedWith(good, header.replace("/aws4_request", "")))
                .contains("Credential must have exactly 5 slash-delimited elements");
        assertThat(refusedWith(good, header.replace("/dynamodb/aws4_request", "/s3/aws5")))
                .contains("correct service: 'dynamodb'. ")
                .contains("valid terminator: 'aws4_request', not 'aws5'. ");
        assertThat(refusedWith(good, header.replace("eu-central-1", "EU!")))
                .contains("valid region, not 'EU!'. ");
        assertThat(refusedWith(good, header.replaceFirst("/\\d{8}/", "/20200101/")))
                .contains("Date in Credential scope does not match YYYYMMDD");
        for (String date :
                new String[] {
                    "yesterday", "20261399T000000Z", "20260101T0000x0Z", "20260101x000000Z"
                }) {
            good.put("X-Amz-Date", date);
            assertThat(refusedWith(good, header))
                    .contains("Date must be in ISO-8601 'basic format'. Got '" + date + "'.");
        }
    }

    private String refusedWith(Map<String, String> headers, String authorization)
            throws IOException {
        var changed = new LinkedHashMap<>(headers);
        changed.put("Authorization", authorization);
        return refused(changed, GET);
    }

    @Test
    void everyBitOfTheSignatureCounts() throws IOException {
        Map<String, String> good = signed();
        String header = good.getOrDefault("Authorization", "");
        int at = header.indexOf("Signature=") + "Signature=".length();
        for (int i = at; i < header.length(); i += 9) {
            char other = header.charAt(i) == '0' ? '1' : '0';
            String changed = header.substring(0, i) + other + header.substring(i + 1);
            assertThat(refusedWith(good, changed)).contains(INVALID);
        }
        assertThat(refusedWith(good, header.substring(0, header.length() - 1))).contains(INVALID);
    }

    @Test
    void aCompressedBodyIsSignedAsItIsSent() throws IOException {
        byte[] compressed = Compression.deflated(GET);
        Map<String, String> headers = house.headers("GetItem");
        headers.put("Content-Encoding", "gzip");
        headers.put("X-Amz-Date", Signer.date(now));
        headers.put("Authorization", House.ADA.authorization("POST", "", headers, compressed, now));
        Line.Got got = send(headers, compressed);
        assertThat(got.text()).isEqualTo("{}");
    }
}
