package dev.hedgerow.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the calls whose result is as large as an argument says. The engine cannot be interrupted
 * while it makes a list, so the size has to be known before.
 */
final class SizedCalls {
    private final String cypher;
    private final List<Token> tokens;
    private final Map<String, @Nullable Object> parameters;
    private final int most;

    SizedCalls(
            String cypher, List<Token> tokens, Map<String, @Nullable Object> parameters, int most) {
        this.cypher = cypher;
        this.tokens = tokens;
        this.parameters = parameters;
        this.most = most;
    }

    /** Checks the call whose name is at {@code index}, with the parenthesis behind it. */
    void check(int index) {
        var name = tokens.get(index);
        var arguments = Arguments.of(tokens, index);
        if (name.upper().equals("RANGE")) {
            checkRange(name, arguments);
        } else if (arguments.size() > 1) {
            checkSize(name, number(name, arguments.get(1)));
        }
    }

    private void checkRange(Token name, List<List<Token>> arguments) {
        var bounds = new ArrayList<BigInteger>();
        for (var argument : arguments) {
            bounds.add(number(name, argument));
        }
        if (bounds.size() < 2) {
            return;
        }
        var step = bounds.size() > 2 ? bounds.get(2) : BigInteger.ONE;
        if (step.signum() == 0) {
            throw Refusals.invalid(cypher, name.start(), "the step of range is 0", "");
        }
        checkSize(name, bounds.get(1).subtract(bounds.get(0)).divide(step).add(BigInteger.ONE));
    }

    private void checkSize(Token name, BigInteger size) {
        if (size.compareTo(BigInteger.valueOf(most)) > 0) {
            throw Refusals.tooLarge(
                    cypher,
                    name.start(),
                    name.text() + " makes " + shown(size) + ", more than " + most,
                    "ask for less");
        }
    }

    private static String shown(BigInteger size) {
        return size.bitLength() > 64 ? "very many" : size.toString();
    }

    private BigInteger number(Token name, List<Token> argument) {
        boolean isNegative = argument.size() == 2 && argument.getFirst().isSymbol('-');
        var value =
                argument.size() == 1 || isNegative
                        ? integer(argument.getLast())
                        : Optional.<BigInteger>empty();
        var number =
                value.orElseThrow(() ->
                        Refusals.refused(
                                cypher,
                                name.start(),
                                name.text() + " needs a size known before the query runs",
                                "write whole numbers or parameters as its arguments"));
        return isNegative ? number.negate() : number;
    }

    private Optional<BigInteger> integer(Token token) {
        return switch (token.kind()) {
            case NUMBER ->
                    token.text().length() <= 20 && token.text().chars().allMatch(Character::isDigit)
                            ? Optional.of(new BigInteger(token.text()))
                            : Optional.empty();
            case PARAMETER -> integer(parameters.get(token.text()));
            default -> Optional.empty();
        };
    }

    private static Optional<BigInteger> integer(@Nullable Object value) {
        return switch (value) {
            case Byte number -> Optional.of(BigInteger.valueOf(number));
            case Short number -> Optional.of(BigInteger.valueOf(number));
            case Integer number -> Optional.of(BigInteger.valueOf(number));
            case Long number -> Optional.of(BigInteger.valueOf(number));
            case BigInteger number -> Optional.of(number);
            case BigDecimal number when number.scale() == 0 -> Optional.of(number.unscaledValue());
            case null, default -> Optional.empty();
        };
    }
}
