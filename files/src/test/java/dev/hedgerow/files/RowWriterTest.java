package dev.hedgerow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.JsonValues.Numbers;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowWriterTest {
    private static final Place NOWHERE = new Place("export", 1);

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        var lines =
                """
                {"type":"Person","id":"7","data":{"email":"a@b","age":7,"none":null,"tags":["x",[1]]}}
                {"op":"update","edge":"WorksAt","from":"a@b","to":["acme",3],"ifVersion":"co_1","data":{"j":{"k":true}}}
                """;
        var bytes = new ByteArrayOutputStream();
        try (var writer = new RowWriter(bytes, "export")) {
            Rows.json(lines).forEach(writer::write);
            assertThat(writer.rows()).isEqualTo(2);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(lines);
    }

    @Test
    void typedValuesAreWrittenAsTheFormatSays() {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("decimal", new BigDecimal("1.50"));
        values.put("date", LocalDate.of(2026, 1, 31));
        values.put("time", Instant.parse("2026-01-31T12:00:00.000001Z"));
        values.put("uuid", new UUID(1, 2));
        values.put("blob", new byte[] {1, 2, (byte) 255});
        values.put("double", 0.1);
        values.put("float", 0.1f);
        values.put("big", new BigInteger("18446744073709551615"));
        values.put("text", "\u2028 \"q\" \uD83D\uDE00");
        var bytes = new ByteArrayOutputStream();
        try (var writer = new RowWriter(bytes, "export")) {
            writer.write(
                    new Row.NodeRow(
                            NOWHERE, Op.INSERT, "A", Optional.empty(), Optional.empty(), values));
        }
        var line = bytes.toString(StandardCharsets.UTF_8);
        assertThat(line)
                .startsWith(
                        """
                        {"op":"insert","type":"A","data":{"decimal":"1.50","date":"2026-01-31",\
                        "time":"2026-01-31T12:00:00.000001Z",\
                        "uuid":"00000000-0000-0001-0000-000000000002","blob":"AQL/","double":0.1,\
                        "float":0.1,"big":18446744073709551615,"text":\
                        """);
        assertThat(Rows.node(Rows.json(line).getFirst()).values())
                .containsEntry("text", "\u2028 \"q\" \uD83D\uDE00");
    }

    @Test
    void integersBeyondADoubleAreStringsWhenAskedFor() {
        long safe = 1L << 53;
        assertThat(JsonValues.plain(List.of(safe, safe + 1, -safe - 1), Numbers.SAFE))
                .isEqualTo(List.of(safe, "9007199254740993", "-9007199254740993"));
        assertThat(JsonValues.plain(Map.of("a", BigInteger.TWO.pow(64)), Numbers.SAFE))
                .isEqualTo(Map.of("a", "18446744073709551616"));
        assertThat(JsonValues.plain(safe + 1, Numbers.AS_NUMBERS)).isEqualTo(safe + 1);
    }

    @Test
    void whatJsonCannotWriteIsRefused() {
        assertThatThrownBy(() -> JsonValues.plain(Double.NaN, Numbers.SAFE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonValues.plain(new Object(), Numbers.SAFE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRowOfARequestIsReadFromItsMembers() {
        var row = JsonRows.read(new Place("ops", 3), Map.of("type", "A", "datum", Map.of()));
        assertThat(Rows.problem(row)).startsWith("ops:3: the field 'datum' is not known here");
        var good = JsonRows.read(new Place("ops", 4), Map.of("type", "A", "op", "delete"));
        assertThat(Rows.node(good).op()).isEqualTo(Op.DELETE);
    }
}
