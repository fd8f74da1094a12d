package dev.hedgerow.dynamodb.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What is kept of earlier requests makes no difference but time. */
final class AuthorizationReaderTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-02-01T00:05:00Z");
    private static final String BEGIN =
            "AWS4-HMAC-SHA256 Credential=AK1/20260131/us-east-1/dynamodb/aws4_request, "
                    + "SignedHeaders=host;x-amz-date;x-amz-target, Signature=";
    private static final String SIGNATURE = "0123456789abcdef".repeat(4);
    private static final List<String> DATES =
            List.of(
                    "20260131T120000Z",
                    "20260131T235500Z",
                    "20260201T000000Z",
                    "20260131T110000Z",
                    "20260131",
                    "Sat, 31 Jan 2026 12:00:00 GMT");
    private static final List<String> PARTS =
            List.of(
                    "Signature=",
                    "Signature=ab",
                    "XSignature=cd",
                    ", Signature=ef",
                    ",",
                    " ",
                    "=",
                    "/",
                    "x",
                    "host",
                    "Credential=AK2/20260131/us-east-1/dynamodb/aws4_request,");

    private static Request request(String authorization, String date) {
        var headers = Map.of("authorization", List.of(authorization), "x-amz-date", List.of(date));
        return new Request("POST", "/", name -> headers.getOrDefault(name, List.of()), new byte[0]);
    }

    /** What comes of it, be it a refusal. */
    private static String read(AuthorizationReader reader, Request request, Instant now) {
        try {
            return reader.read(request, now).toString();
        } catch (Refused refused) {
            return refused.reason() + " " + refused.sentence();
        }
    }

    @Test
    void aClientThatIsKnownIsReadLikeANewOne() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var old = new AuthorizationReader();
        for (int i = 0; i < 20_000; i++) {
            String header = i % 3 == 0 ? BEGIN + SIGNATURE : changed(random, BEGIN + SIGNATURE);
            Request request = request(header, DATES.get(random.nextInt(DATES.size())));
            Instant now = random.nextBoolean() ? NOON : MIDNIGHT;
            assertThat(read(old, request, now))
                    .as("request %d of seed %d: %s", i, seed, header)
                    .isEqualTo(read(new AuthorizationReader(), request, now));
        }
    }

    private static String changed(RandomGenerator random, String header) {
        var changed = new StringBuilder(header);
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(3)) {
                case 0 -> changed.insert(at, PARTS.get(random.nextInt(PARTS.size())));
                case 1 -> changed.deleteCharAt(at);
                default -> changed.append(PARTS.get(random.nextInt(PARTS.size())));
            }
        }
        return changed.toString();
    }

    @Test
    void whatIsKeptDoesNotOutliveItsDay() {
        var reader = new AuthorizationReader();
        Request evening = request(BEGIN + SIGNATURE, "20260131T235500Z");
        assertThat(read(reader, evening, MIDNIGHT.minus(Duration.ofMinutes(10)))).contains("AK1");
        assertThat(read(reader, evening, MIDNIGHT)).contains("AK1");
        assertThat(read(reader, request(BEGIN + SIGNATURE, "20260201T000500Z"), MIDNIGHT))
                .contains("Date in Credential scope does not match");
        assertThat(read(reader, evening, MIDNIGHT.plus(Duration.ofMinutes(6))))
                .contains("Signature expired");
    }

    @Test
    void noMoreIsKeptThanABound() {
        var reader = new AuthorizationReader();
        for (int i = 0; i < 3_000; i++) {
            Request request =
                    request(BEGIN.replace("AK1", "AK" + i) + SIGNATURE, "20260131T120000Z");
            assertThat(read(reader, request, NOON)).contains("AK" + i);
        }
        assertThat(reader.size()).isBetween(1, 1_024);
    }
}
