package dev.hedgerow.tables.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.tables.refusal.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T2: numbers. */
final class DecimalTest {
    private static final String MOST = "9.9999999999999999999999999999999999999E+125";

    @ParameterizedTest
    @CsvSource({
        "0,0", "-0,0", "0e999999999,0", "00042,42", "0042.1200,42.12", "1.5E2,150", "1.0,1",
        "3.1400,3.14", "+7,7", ".5,0.5", "5.,5", "-0.001,-0.001", "1e-3,0.001", "100,100",
        "123456789012345678901234567890.12345678,123456789012345678901234567890.12345678"
    })
    void aNumberIsPrintedPlainAndWithoutNeedlessZeros(String text, String printed) {
        assertThat(Decimal.parse(text)).hasToString(printed);
        assertThat(Decimal.parse(printed)).isEqualTo(Decimal.parse(text));
    }

    @Test
    void theLargestAndTheSmallestNumbersAreKept() {
        assertThat(Decimal.parse(MOST)).hasToString("9".repeat(38) + "0".repeat(88));
        assertThat(Decimal.parse("-" + MOST)).hasToString("-" + "9".repeat(38) + "0".repeat(88));
        assertThat(Decimal.parse("1E-130")).hasToString("0." + "0".repeat(129) + "1");
        assertThat(Decimal.parse("1E125").toString()).hasSize(126).startsWith("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "1 ",
                " 1",
                "1e",
                "1e+",
                "e5",
                ".",
                "-",
                "+-1",
                "1.2.3",
                "0x10",
                "1_000",
                "NaN",
                "Infinity",
                "1e5.5",
                "1,5",
                "\u0661",
                "--1",
                "1e--1"
            })
    void T2_whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> Decimal.parse(text))
                .isInstanceOf(Refusal.class)
                .hasMessage("The parameter cannot be converted to a numeric value: " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "1E126,larger than supported range",
        "-1E126,larger than supported range",
        "1e999999999999999999999,larger than supported range",
        "1E-131,smaller than supported range",
        "-1E-131,smaller than supported range",
        "123456789012345678901234567890123456789,more than 38 significant digits",
        "1.00000000000000000000000000000000000001,more than 38 significant digits"
    })
    void T2_whatHasNoRoomIsRefused(String text, String part) {
        assertThatThrownBy(() -> Decimal.parse(text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @CsvSource({
        "0,1",
        "1,2",
        "12,2",
        "123,3",
        "1234,3",
        "12345678901234567890123456789012345678,20",
        "0042,2",
        "100,2",
        "1010,3",
        "0.0000001,2",
        "1E125,2",
        "1E-100,2",
        "1.5,3",
        "15,2",
        "1.2,3",
        "1.200,3",
        "1.234,4",
        "3.14159,5",
        "123456,4",
        "100.5,4",
        "0.15,2",
        "-42,3",
        "-0,1"
    })
    void aNumberCountsAsManyBytesAsDynamoDbWasSeenToCount(String text, int bytes) {
        assertThat(Decimal.parse(text).size()).isEqualTo(bytes);
    }

    @Test
    void T2_negativeDecimalsSortRight() {
        var sorted =
                List.of(
                        "-" + MOST,
                        "-100",
                        "-99.1",
                        "-10.01",
                        "-10",
                        "-9.9",
                        "-1.01",
                        "-1",
                        "-0.9",
                        "-0.001",
                        "-1E-130",
                        "0",
                        "1E-130",
                        "0.001",
                        "0.9",
                        "1",
                        "1.01",
                        "9.9",
                        "10",
                        "10.01",
                        "99.1",
                        "100",
                        MOST);
        var numbers = new ArrayList<>(sorted.reversed().stream().map(Decimal::parse).toList());
        numbers.sort(Decimal::compareTo);
        assertThat(numbers).isEqualTo(sorted.stream().map(Decimal::parse).toList());
    }

    @Test
    void T2_tinyAdditionsAreNotLost() {
        Decimal sum = Decimal.parse("1").plus(Decimal.parse("1E-37"));
        assertThat(sum).hasToString("1." + "0".repeat(36) + "1");
        assertThat(sum.minus(Decimal.parse("1"))).isEqualTo(Decimal.parse("1E-37"));
        assertThatThrownBy(() -> Decimal.parse("1").plus(Decimal.parse("1E-38")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("38 significant digits");
        assertThatThrownBy(() -> Decimal.parse(MOST).plus(Decimal.parse(MOST)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Number overflow");
    }

    @Test
    void anyTwoNumbersAgreeWithBigDecimal() {
        long seed = Long.getLong("seed", new SplittableRandom().nextLong());
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal a = any(random);
            BigDecimal b = random.nextInt(8) == 0 ? a.negate() : any(random);
            Decimal x = Decimal.parse(random.nextBoolean() ? a.toString() : a.toPlainString());
            Decimal y = Decimal.parse(b.toString());
            assertThat(Integer.signum(x.compareTo(y)))
                    .as("seed %d: %s and %s", seed, a, b)
                    .isEqualTo(a.compareTo(b));
            assertThat(Arrays.compareUnsigned(x.code(), y.code()) == 0).isEqualTo(x.equals(y));
            assertThat(new BigDecimal(x.toString())).as("seed %d", seed).isEqualByComparingTo(a);
            assertThat(Decimal.ofCode(x.code()).toString()).isEqualTo(x.toString());
            BigDecimal sum = a.add(b);
            if (sum.signum() == 0 || sum.stripTrailingZeros().precision() <= 38) {
                assertThat(x.plus(y).toString())
                        .as("seed %d: %s + %s", seed, a, b)
                        .isEqualTo(
                                sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString());
            }
        }
    }

    private static BigDecimal any(SplittableRandom random) {
        int digits = random.nextInt(1, 39);
        var unscaled =
                new BigInteger(
                        random.nextInt(1, 130) * digits / 39 + 1,
                        new java.util.Random(random.nextLong()));
        int scale = random.nextInt(3) == 0 ? random.nextInt(-80, 90) : random.nextInt(-3, 12);
        var number = new BigDecimal(unscaled, scale);
        if (number.precision() > 38) {
            number = number.round(new java.math.MathContext(38));
        }
        return random.nextBoolean() ? number : number.negate();
    }
}
