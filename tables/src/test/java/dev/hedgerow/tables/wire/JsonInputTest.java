package dev.hedgerow.tables.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.tables.refusal.ErrorType;
import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.value.AnyValues;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonInputTest {
    private static Map<String, Value> read(byte[] body) {
        var read = new LinkedHashMap<String, Value>();
        JsonInput.read(
                body,
                (name, input) -> {
                    if (name.equals("Item")) {
                        read.putAll(input.attributes().values());
                    } else {
                        input.skip();
                    }
                });
        return read;
    }

    private static Map<String, Value> item(String json) {
        return read(("{\"Item\":" + json + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] written(Map<String, Value> item) {
        return JsonOutput.object(out -> {
            out.writeName("Item");
            new ValueWriter(out).attributes(item);
        });
    }

    @Test
    void everyValueGoesOverTheWireAndBackFromValuesAndFromStoredBytesAlike() {
        long seed = Long.getLong("seed", new SplittableRandom().nextLong());
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            Map<String, Value> item = AnyValues.item(random);
            byte[] body = written(item);
            assertThat(read(body)).as("seed %d", seed).isEqualTo(item);
            byte[] stored =
                    JsonOutput.object(out -> {
                        out.writeName("Item");
                        new ValueWriter(out).item(StoredItem.of(item));
                    });
            assertThat(new String(stored, StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(new String(body, StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":{}}|Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "{\"a\":{\"X\":\"b\"}}|Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "{\"a\":null}|Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "{\"a\":{\"S\":null}}|Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "{\"a\":{\"S\":\"b\",\"N\":\"1\"}}|Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
                "{\"a\":{\"N\":\"b\"}}|The parameter cannot be converted to a numeric value: b",
                "{\"a\":{\"NULL\":false}}|One or more parameter values were invalid: Null attribute value types must have the value of true",
                "{\"a\":{\"SS\":[]}}|One or more parameter values were invalid: An string set  may not be empty",
                "{\"a\":{\"NS\":[]}}|One or more parameter values were invalid: An number set  may not be empty",
                "{\"a\":{\"BS\":[]}}|One or more parameter values were invalid: Binary sets should not be empty",
                "{\"a\":{\"SS\":[\"a\",\"b\",\"a\"]}}|One or more parameter values were invalid: Input collection [\"a\", \"b\", \"a\"] contains duplicates.",
                "{\"a\":{\"NS\":[\"1\",\"1.0\"]}}|Input collection contains duplicates",
                "{\"a\":{\"NS\":[\"1\",\"\"]}}|The parameter cannot be converted to a numeric value: ",
                "{\"a\":{\"BS\":[\"\",\"\"]}}|One or more parameter values were invalid: Input collection [\"\",\"\"]of type BS contains duplicates.",
                "{\"a\":{\"L\":[{\"S\":\"\"},{\"M\":{\"b\":{\"SS\":[]}}}]}}|One or more parameter values were invalid: An string set  may not be empty",
            })
    void T3_aValueThatIsNotValidIsRefusedWithItsSentence(String json, String sentence) {
        assertThatThrownBy(() -> item(json))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.type()).isEqualTo(ErrorType.VALIDATION);
                            assertThat(refusal.message().strip()).isEqualTo(sentence.strip());
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":{\"S\":5}}|NUMBER_VALUE cannot be converted to String",
                "{\"a\":{\"S\":5.5}}|DECIMAL_VALUE cannot be converted to String",
                "{\"a\":{\"N\":5}}|NUMBER_VALUE cannot be converted to String",
                "{\"a\":{\"N\":true}}|TRUE_VALUE cannot be converted to String",
                "{\"a\":{\"BOOL\":\"true\"}}|STRING_VALUE cannot be converted to Boolean",
                "{\"a\":{\"S\":[]}}|Start of list found where not expected",
                "{\"a\":{\"S\":{}}}|Start of structure or map found where not expected",
                "{\"a\":{\"L\":{}}}|Start of structure or map found where not expected",
                "{\"a\":{\"M\":[]}}|Start of list found where not expected",
                "{\"a\":\"b\"}|Unexpected field type",
                "{\"a\":{\"L\":\"b\"}}|Unexpected field type",
                "{\"a\":{\"B\":\"abc\"}}|Base64 encoded length is expected a multiple of 4 bytes but found: 3",
                "{\"a\":{\"B\":\"ab-_\"}}|Invalid Base64 character: '-'",
                "{\"a\":{\"B\":\"a===\"}}|Invalid Base64 character: '='",
                "{\"a\":{\"B\":\"====\"}}|Invalid Base64 character: '='",
                "{\"a\":{\"B\":\"=AAA\"}}|Invalid Base64 character: '='",
                "{\"a\":{\"B\":\"ab==\"}}|Invalid last non-pad Base64 character dectected",
                "{\"a\":{\"NS\":[]},\"b\":{\"S\":1}}|NUMBER_VALUE cannot be converted to String",
            })
    void whatCannotBeReadIsRefusedBeforeWhatIsNotValid(String json, String sentence) {
        assertThatThrownBy(() -> item(json))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.type()).isEqualTo(ErrorType.SERIALIZATION);
                            assertThat(refusal.message()).isEqualTo(sentence);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "5",
                "null",
                "\"a\"",
                "{",
                "{\"Item\"",
                "{\"Item\":",
                "{}x",
                "{}{}",
                "{\"Item\":{\"a\":{\"S\":\"b\"}}",
                "{\"Item\":{},\"Item\":{}}",
                "{\"Item\":{\"a\":{\"S\":\"b\"},\"a\":{\"S\":\"c\"}}}",
                "{\"Item\":{\"a\":{\"S\":\"b\",\"S\":\"c\"}}}",
                "{\"Item\":{\"a\":{\"M\":{\"x\":{\"N\":\"1\"},\"x\":{\"N\":\"2\"}}}}}",
                "{\"Item\":{\"a\":{\"S\":\"\\ud83d\"}}}",
                "{\"Item\":{\"a\":{\"S\":\"\\ude00x\"}}}",
                "{\"Item\":{\"\\ud83d\":{\"S\":\"x\"}}}",
                "{\"Item\":{\"a\":{\"S\":\"\\x\"}}}",
                "{Item:{}}",
                "{\"Item\":{\"a\":{\"N\":01}}}",
                "{'Item':{}}",
                "{\"Item\":{},}"
            })
    void whatIsNotStrictJsonIsASerializationException(String body) {
        assertThatThrownBy(() -> read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.SERIALIZATION));
    }

    @Test
    void bytesThatAreNoUtf8AreASerializationException() {
        byte[] body = "{\"Item\":{\"a\":{\"S\":\"b?\"}}}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 5] = (byte) 0xc3;
        assertThatThrownBy(() -> read(body)).isInstanceOf(Refusal.class);
    }

    @Test
    void valuesMayBeNested32LevelsDeepAndNotOneMore() {
        assertThat(item("{\"a\":" + nested(32) + "}")).containsKey("a");
        assertThatThrownBy(() -> item("{\"a\":" + nested(33) + "}"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Nesting Levels have exceeded supported limits");
        assertThatThrownBy(() -> item("{\"a\":" + nested(4_000) + "}"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("Nesting Levels have exceeded supported limits");
        assertThatThrownBy(() -> item("{\"a\":" + nested(200_000) + "}"))
                .isInstanceOf(Refusal.class);
    }

    private static String nested(int levels) {
        return "{\"L\":[".repeat(levels - 1) + "{\"N\":\"1\"}" + "]}".repeat(levels - 1);
    }

    @Test
    void aNumberOfAMillionDigitsIsRefusedQuickly() {
        assertThatThrownBy(() -> item("{\"a\":{\"N\":\"" + "9".repeat(1_000_000) + "\"}}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Number overflow");
        assertThatThrownBy(() -> item("{\"a\":{\"N\":" + "9".repeat(1_000_000) + "}}"))
                .isInstanceOf(Refusal.class);
        assertThat(item("{\"a\":{\"N\":\"1" + "0".repeat(100) + "\"}}")).containsKey("a");
    }

    @Test
    void aFaultInASetBehindAnotherFaultDoesNotHideIt() {
        assertThatThrownBy(() -> item("{\"a\":{\"N\":\"x\"},\"b\":{\"NS\":[\"1\",\"y\"]}}"))
                .isInstanceOf(Refusal.class)
                .hasMessage("The parameter cannot be converted to a numeric value: x");
    }

    @Test
    void aBodyThatWasDamagedAnywhereIsReadOrRefusedButNeverCrashes() {
        long seed = Long.getLong("seed", new SplittableRandom().nextLong());
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] body = written(AnyValues.item(random));
            switch (random.nextInt(3)) {
                case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length));
                case 1 -> body[random.nextInt(body.length)] = (byte) random.nextInt(256);
                default -> {
                    int from = random.nextInt(body.length);
                    body[from] =
                            "{}[]\",:\\tfn0-e".getBytes(StandardCharsets.UTF_8)[random.nextInt(14)];
                }
            }
            try {
                read(body);
            } catch (Refusal refusal) {
                refused++;
                assertThat(refusal.type().status()).as("seed %d", seed).isEqualTo(400);
            }
        }
        assertThat(refused).isGreaterThan(5_000);
    }
}
