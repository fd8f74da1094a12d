package dev.hedgerow.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares the parameters a query names with those that are given, and bounds their values. */
final class Parameters {
    private static final int MAX_DEPTH = 8;

    private final CypherLimits limits;
    private long values;
    private long characters;

    private Parameters(CypherLimits limits) {
        this.limits = limits;
    }

    static Map<String, @Nullable Object> check(
            String cypher,
            List<Token> tokens,
            Map<String, ? extends @Nullable Object> given,
            CypherLimits limits) {
        var used = new LinkedHashMap<String, @Nullable Object>();
        for (var token : tokens) {
            if (token.kind() == Token.Kind.PARAMETER) {
                if (!given.containsKey(token.text())) {
                    throw missing(cypher, token, given);
                }
                used.put(token.text(), given.get(token.text()));
            }
        }
        var extra = new TreeSet<String>(given.keySet());
        extra.removeAll(used.keySet());
        if (!extra.isEmpty()) {
            throw Refusals.parameter(
                    "parameters." + extra.first(),
                    "the query names no parameter " + dollars(extra),
                    used.isEmpty()
                            ? "it names none"
                            : "it names " + dollars(new TreeSet<>(used.keySet())));
        }
        var parameters = new Parameters(limits);
        used.forEach((name, value) -> parameters.checkValue("parameters." + name, value, 1));
        return used;
    }

    private static RuntimeException missing(
            String cypher, Token token, Map<String, ? extends @Nullable Object> given) {
        var fix =
                given.isEmpty()
                        ? "no parameters are given"
                        : "given are " + dollars(new TreeSet<String>(given.keySet()));
        return Refusals.invalid(
                cypher, token.start(), "the parameter $" + token.text() + " is missing", fix);
    }

    private static String dollars(SortedSet<String> names) {
        return "$" + String.join(", $", names.stream().limit(10).toList());
    }

    private void checkValue(String place, @Nullable Object value, int depth) {
        if (++values > limits.parameterValues()) {
            throw Refusals.tooLarge(
                    place,
                    "the parameters have more than " + limits.parameterValues() + " values",
                    "");
        }
        if (depth > MAX_DEPTH) {
            throw Refusals.tooLarge(place, "the value is nested deeper than " + MAX_DEPTH, "");
        }
        switch (value) {
            case null -> {}
            case String text -> checkText(place, text);
            case byte[] bytes -> count(place, bytes.length);
            case BigInteger number -> checkDigits(place, number.bitLength() / 3);
            case BigDecimal number ->
                    checkDigits(
                            place, Math.max(number.precision(), Math.abs((long) number.scale())));
            case Boolean _, Byte _, Short _, Integer _, Long _, Float _, Double _ -> {}
            case LocalDate _, Instant _, Duration _, UUID _ -> {}
            case List<?> list -> {
                for (var element : list) {
                    checkValue(place, element, depth + 1);
                }
            }
            case Map<?, ?> map -> checkMap(place, map, depth);
            case Object other ->
                    throw Refusals.parameter(
                            place,
                            "a query takes no " + other.getClass().getSimpleName(),
                            "pass a string, number, boolean, date, time, UUID, bytes, list or map");
        }
    }

    private void checkMap(String place, Map<?, ?> map, int depth) {
        map.forEach((key, value) -> {
            if (!(key instanceof String name) || name.isEmpty()) {
                throw Refusals.parameter(place, "a key of the map is not a name", "");
            }
            checkText(place, name);
            checkValue(place, value, depth + 1);
        });
    }

    private void checkText(String place, String text) {
        count(place, text.length());
        if (Lexer.hasBrokenCharacter(text, false)) {
            throw Refusals.parameter(
                    place,
                    "the text has a U+0000 or half a surrogate pair",
                    "leave it out; the engine would cut the text there");
        }
    }

    private static void checkDigits(String place, long digits) {
        if (digits > 1000) {
            throw Refusals.tooLarge(place, "the number has more than 1000 digits", "");
        }
    }

    private void count(String place, int length) {
        characters += length;
        if (characters > limits.parameterCharacters()) {
            throw Refusals.tooLarge(
                    place,
                    "the parameters have more than " + limits.parameterCharacters() + " characters",
                    "");
        }
    }
}
