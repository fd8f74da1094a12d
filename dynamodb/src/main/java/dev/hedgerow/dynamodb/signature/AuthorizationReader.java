package dev.hedgerow.dynamodb.signature;

import dev.hedgerow.dynamodb.signature.Authorization.Claim;
import dev.hedgerow.dynamodb.signature.Refused.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Reads the header {@code Authorization}, in AWS's order as far as no key is needed. A client sends
 * all of it but the signature again and again; what that says is kept, no more of it than a bound.
 */
final class AuthorizationReader {
    /** How far the date of a request may be from now, either way, in minutes. */
    static final int WINDOW_MINUTES = 15;

    private static final String PREFIX = "AWS4-";
    private static final String SIGNATURE = "Signature=";
    private static final int CREDENTIAL_PARTS = 5;
    private static final int KEPT_MAX = 1_024;
    private static final int KEPT_LENGTH_MAX = 1_024;
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    /** What was found in order, by what stood before the signature. */
    private final Map<String, Claim> kept = new ConcurrentHashMap<>();

    /**
     * Reads it.
     *
     * @throws Refused when it is not there, not complete, too old or not for here
     */
    Authorization read(Request request, Instant now) {
        String header = request.header("authorization").map(String::strip).orElse("");
        Optional<String> sent = request.header("x-amz-date").or(() -> request.header("date"));
        int signature = signature(header);
        Claim known = signature < 0 ? null : kept.get(header.substring(0, signature));
        if (known != null && sent.isPresent()) {
            String date = checkDate(sent.get(), now);
            if (date.startsWith(known.day())) {
                return new Authorization(
                        known, date, header.substring(signature + SIGNATURE.length()));
            }
        }
        Authorization read = read(header, sent, now);
        if (signature >= 0 && signature <= KEPT_LENGTH_MAX) {
            keep(header.substring(0, signature), read.claim());
        }
        return read;
    }

    /** Where the signature begins, if it is a part of its own and the last; else -1. */
    private static int signature(String header) {
        int begin = header.lastIndexOf(SIGNATURE);
        int before = begin - 1;
        while (before > 0 && header.charAt(before) == ' ') {
            before--;
        }
        boolean last =
                before > 0
                        && header.charAt(before) == ','
                        && header.length() > begin + SIGNATURE.length()
                        && header.indexOf(',', begin) < 0;
        return last ? begin : -1;
    }

    private void keep(String begin, Claim claim) {
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        kept.put(begin, claim);
    }

    int size() {
        return kept.size();
    }

    private static Authorization read(String header, Optional<String> sent, Instant now) {
        if (!header.startsWith(PREFIX)) {
            throw new Refused(
                    Reason.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
        int space = header.indexOf(' ');
        String algorithm = space < 0 ? header : header.substring(0, space);
        Map<String, String> parts = parts(header, space < 0 ? "" : header.substring(space + 1));
        checkComplete(header, parts, sent);
        String date = checkDate(sent.orElseThrow(), now);
        List<String> signed = List.of(part(parts, "SignedHeaders").split(";", -1));
        checkSigned(signed, "host", "'Host' or ':authority'");
        // what is to be done is no less to be protected than to what
        checkSigned(signed, "x-amz-target", "'X-Amz-Target'");
        if (!algorithm.equals(Authorization.ALGORITHM)) {
            throw incomplete(
                    "Unsupported AWS 'algorithm': '%s' (only %s for now). "
                            .formatted(algorithm, Authorization.ALGORITHM));
        }
        String[] credential = credential(part(parts, "Credential"), date);
        return new Authorization(
                new Claim(credential[0], credential[1], credential[2], signed),
                date,
                part(parts, "Signature"));
    }

    private static void checkSigned(List<String> signed, String header, String called) {
        if (signed.stream().noneMatch(name -> name.equalsIgnoreCase(header))) {
            throw invalid(called + " must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private static String part(Map<String, String> parts, String name) {
        return parts.getOrDefault(name, "");
    }

    private static Map<String, String> parts(String header, String list) {
        var parts = new HashMap<String, String>();
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
            String header, Map<String, String> parts, Optional<String> date) {
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
        if (!parts[3].equals(Authorization.SERVICE)) {
            faults.add("Credential should be scoped to correct service: 'dynamodb'. ");
        }
        if (!parts[4].equals(Authorization.TERMINATOR)) {
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
