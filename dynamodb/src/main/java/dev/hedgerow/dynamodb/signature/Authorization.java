package dev.hedgerow.dynamodb.signature;

import dev.hedgerow.dynamodb.signature.Refused.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the header {@code Authorization} says, checked in AWS's order as far as no key is needed.
 *
 * @param date in ISO 8601's basic format, {@code 20260131T120000Z}
 * @param signedHeaders in lower case and in the order in which they were signed
 */
record Authorization(
        String keyId,
        String day,
        String region,
        String date,
        List<String> signedHeaders,
        String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String SERVICE = "dynamodb";
    static final String TERMINATOR = "aws4_request";

    /** How far the date of a request may be from now, either way, in minutes. */
    static final int WINDOW_MINUTES = 15;

    private static final String PREFIX = "AWS4-";
    private static final int CREDENTIAL_PARTS = 5;
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    /** The credential's scope, the middle of the string to sign. */
    String scope() {
        return day + "/" + region + "/" + SERVICE + "/" + TERMINATOR;
    }

    /**
     * Reads it.
     *
     * @throws Refused when it is not there, not complete, too old or not for here
     */
    static Authorization read(Request request, Instant now) {
        String header = request.header("authorization").map(String::strip).orElse("");
        if (!header.startsWith(PREFIX)) {
            throw new Refused(
                    Reason.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
        int space = header.indexOf(' ');
        String algorithm = space < 0 ? header : header.substring(0, space);
        TreeMap<String, String> parts = parts(header, space < 0 ? "" : header.substring(space + 1));
        Optional<String> sent = request.header("x-amz-date").or(() -> request.header("date"));
        checkComplete(header, parts, sent);
        String date = checkDate(sent.orElseThrow(), now);
        List<String> signed = List.of(part(parts, "SignedHeaders").split(";", -1));
        checkSigned(signed, "host", "'Host' or ':authority'");
        // what is to be done is no less to be protected than to what
        checkSigned(signed, "x-amz-target", "'X-Amz-Target'");
        if (!algorithm.equals(ALGORITHM)) {
            throw incomplete(
                    "Unsupported AWS 'algorithm': '%s' (only %s for now). "
                            .formatted(algorithm, ALGORITHM));
        }
        String[] credential = credential(part(parts, "Credential"), date);
        return new Authorization(
                credential[0],
                credential[1],
                credential[2],
                date,
                signed,
                part(parts, "Signature"));
    }

    private static void checkSigned(List<String> signed, String header, String called) {
        if (signed.stream().noneMatch(name -> name.equalsIgnoreCase(header))) {
            throw invalid(called + " must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private static String part(TreeMap<String, String> parts, String name) {
        return parts.getOrDefault(name, "");
    }

    private static TreeMap<String, String> parts(String header, String list) {
        var parts = new TreeMap<String, String>();
        if (list.isBlank()) {
            return parts;
        }
        for (String part : list.split(",", -1)) {
            String stripped = part.strip();
            int equals = stripped.indexOf('=');
            if (equals < 0) {
                throw incomplete(
                        ("'%s' not a valid key=value pair (missing equal-sign) in Authorization"
                                        + " header: '%s'.")
                                .formatted(stripped, header));
            }
            parts.put(stripped.substring(0, equals), stripped.substring(equals + 1));
        }
        return parts;
    }

    private static void checkComplete(
            String header, TreeMap<String, String> parts, Optional<String> date) {
        var missing = new StringBuilder();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (part(parts, name).isEmpty()) {
                missing.append("Authorization header requires '")
                        .append(name)
                        .append("' parameter. ");
            }
        }
        if (date.isEmpty()) {
            missing.append(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                            + " header. ");
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing + "Authorization=" + header);
        }
    }

    /** The date in the basic format, when it is near enough to now. */
    private static String checkDate(String sent, Instant now) {
        Optional<Instant> basic = BasicDate.read(sent);
        Instant date = basic.orElseGet(() -> ofHttp(sent));
        Instant oldest = now.minusSeconds(60L * WINDOW_MINUTES);
        Instant newest = now.plusSeconds(60L * WINDOW_MINUTES);
        String text = basic.isPresent() ? sent : BasicDate.write(date);
        if (date.isBefore(oldest)) {
            throw invalid(
                    "Signature expired: %s is now earlier than %s (%s - %d min.)"
                            .formatted(
                                    text,
                                    BasicDate.write(oldest),
                                    BasicDate.write(now),
                                    WINDOW_MINUTES));
        }
        if (date.isAfter(newest)) {
            throw invalid(
                    "Signature not yet current: %s is still later than %s (%s + %d min.)"
                            .formatted(
                                    text,
                                    BasicDate.write(newest),
                                    BasicDate.write(now),
                                    WINDOW_MINUTES));
        }
        return text;
    }

    private static Instant ofHttp(String sent) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(sent, Instant::from);
        } catch (DateTimeException _) {
            throw incomplete(
                    ("Date must be in ISO-8601 'basic format'. Got '%s'. See"
                                    + " http://en.wikipedia.org/wiki/ISO_8601")
                            .formatted(sent));
        }
    }

    private static String[] credential(String text, String date) {
        String[] parts = text.split("/");
        if (parts.length != CREDENTIAL_PARTS) {
            throw incomplete(
                    ("Credential must have exactly 5 slash-delimited elements, e.g."
                                    + " keyid/date/region/service/term, got '%s'")
                            .formatted(text));
        }
        var faults = new ArrayList<String>();
        if (!REGION.matcher(parts[2]).matches()) {
            faults.add(
                    "Credential should be scoped to a valid region, not '%s'. "
                            .formatted(parts[2]));
        }
        if (!parts[3].equals(SERVICE)) {
            faults.add("Credential should be scoped to correct service: 'dynamodb'. ");
        }
        if (!parts[4].equals(TERMINATOR)) {
            faults.add(
                    "Credential should be scoped with a valid terminator: 'aws4_request', not '%s'. "
                            .formatted(parts[4]));
        }
        String day = date.substring(0, date.indexOf('T'));
        if (!parts[1].equals(day)) {
            faults.add(
                    ("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of"
                                    + " date from HTTP: '%s' != '%s', from '%s'. ")
                            .formatted(parts[1], day, date));
        }
        if (!faults.isEmpty()) {
            throw invalid(String.join("", faults));
        }
        return parts;
    }

    private static Refused incomplete(String sentence) {
        return new Refused(Reason.INCOMPLETE_SIGNATURE, sentence);
    }

    private static Refused invalid(String sentence) {
        return new Refused(Reason.INVALID_SIGNATURE, sentence);
    }
}
