package dev.hedgerow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonLinesTest {
    @Test
    void aNodeAndAnEdgeKeepEverythingTheySay() {
        var rows =
                Rows.json(
                        """
                        {"type": "Person", "data": {"email": "a@b", "age": 7, "tags": ["x", null]}}
                        {"op":"merge","edge":"WorksAt","from":"a@b","to":["acme",3],"id":"e1",\
                        "ifVersion":"co_1","data":{"since":"2026-01-31"}}
                        """);
        assertThat(rows).hasSize(2);
        var person = Rows.node(rows.getFirst());
        assertThat(person.type()).isEqualTo("Person");
        assertThat(person.op()).isEqualTo(Op.DEFAULT);
        assertThat(person.place()).hasToString("rows.jsonl:1");
        assertThat(person.values())
                .containsExactly(
                        entry("email", "a@b"),
                        entry("age", 7L),
                        entry("tags", java.util.Arrays.asList("x", null)));
        var works = Rows.edge(rows.get(1));
        assertThat(works.op()).isEqualTo(Op.MERGE);
        assertThat(works.from()).containsExactly("a@b");
        assertThat(works.to()).containsExactly("acme", 3L);
        assertThat(works.id()).isEqualTo(Optional.of("e1"));
        assertThat(works.ifVersion()).isEqualTo(Optional.of("co_1"));
        assertThat(works.place()).hasToString("rows.jsonl:2");
    }

    @Test
    void numbersStayExact() {
        var row =
                Rows.json(
                        """
                        {"type":"N","data":{"big":18446744073709551615,"long":-9223372036854775808,\
                        "decimal":0.10,"minus":-0.0,"exponent":1e3,"object":{"a":[1,{"b":true}]}}}
                        """);
        var values = Rows.node(row.getFirst()).values();
        assertThat(values.get("big")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(values.get("long")).isEqualTo(Long.MIN_VALUE);
        assertThat(values.get("decimal")).isEqualTo(new BigDecimal("0.10"));
        assertThat(values.get("minus")).isEqualTo(-0.0);
        assertThat(values.get("exponent")).isEqualTo(new BigDecimal("1e3"));
        assertThat(values.get("object")).isEqualTo(Map.of("a", List.of(1L, Map.of("b", true))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{`type`:`A`,`data`:{`a`:1,}}|:1:27|not JSON",
                "{`type`:`A`|:1|not JSON",
                "[1]|:1:1|not a JSON object",
                "7|:1:1|not a JSON object",
                "{`type`:`A`} {`type`:`B`}|:1:14|one object per line",
                "{`type`:`A`,`type`:`B`}|:1:13|'type' is there twice",
                "{`type`:`A`,`data`:{`x`:{`y`:1,`y`:2}}}|:1:32|'y' is there twice",
                "{`type`:`A`,`dta`:{}}|:1:13|the fields are op, type, id, ifVersion, data",
                "{`edge`:`A`,`from`:1,`to`:2,`type`:`A`}|:1:29|'type' is not known here",
                "{}|:1|neither a node nor an edge",
                "{`type`:7}|:1:2|not a type's name",
                "{`type`:``}|:1:2|not a type's name",
                "{`edge`:`E`,`to`:1}|:1|from is missing",
                "{`edge`:`E`,`from`:null,`to`:1}|:1:13|from is null",
                "{`edge`:`E`,`from`:[],`to`:1}|:1:13|from has 0 values",
                "{`edge`:`E`,`from`:[1,{}],`to`:1}|:1:13|from is an object",
                "{`type`:`A`,`op`:`upsrt`}|:1:13|insert, upsert, merge, update, delete",
                "{`type`:`A`,`op`:`default`}|:1:13|op is \"default\"",
                "{`type`:`A`,`data`:[]}|:1:13|data is an array",
                "{`type`:`A`,`data`:null}|:1:13|data is null",
                "{`type`:`A`,`id`:7}|:1:13|id is 7, not a string",
                "{`type`:`A`,`data`:{`x`:1e1001}}|:1:25|exponent",
                "{`type`:`A`,`data`:{`x`:NaN}}|:1|not JSON",
                "{`type`:`A`,`data`:{`x`:`\\ud800`}}|:1:25|surrogate",
                "{`type`:`A`,`data`:{`x`:`\\q`}}|:1|not JSON",
            })
    void aBadLineSaysWhereAndWhatWasExpected(String line, String place, String problem) {
        // The backtick stands for a quote, which the table would eat.
        var rows = Rows.json(line.replace('`', '"') + "\n{\"type\":\"Good\"}\n");
        assertThat(rows).hasSize(2);
        assertThat(Rows.problem(rows.getFirst()))
                .startsWith("rows.jsonl" + place)
                .contains(problem);
        assertThat(Rows.node(rows.get(1)).place().line()).isEqualTo(2);
    }

    @Test
    void blankLinesMarksAndAnyLineEndAreFine() {
        var rows = Rows.json("\uFEFF{\"type\":\"A\"}\r\n\r\n   \n{\"type\":\"B\"}");
        assertThat(rows).extracting(row -> row.place().line()).containsExactly(1L, 4L);
        assertThat(Rows.json("")).isEmpty();
        assertThat(Rows.json("\n\n")).isEmpty();
    }

    @Test
    void aLineThatIsNotUtf8IsRefusedAndTheNextOneIsRead() {
        var rows =
                Rows.json(
                        "{\"type\":\"\u00e9\"}\n{\"type\":\"B\"}"
                                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Rows.problem(rows.getFirst())).contains("rows.jsonl:1", "not UTF-8");
        assertThat(Rows.node(rows.get(1)).type()).isEqualTo("B");
    }

    @Test
    void aLineIsReadUpToTheLimitAndRefusedBeyondIt() {
        var frame = "{\"type\":\"A\",\"data\":{\"x\":\"\"}}";
        var fits =
                frame.replace(
                        "\"\"", '"' + "x".repeat(JsonLines.MAX_LINE_BYTES - frame.length()) + '"');
        var rows = Rows.json(fits + "\n" + fits.replace("xx", "xxx") + "\n" + frame);
        assertThat(((String) Rows.node(rows.getFirst()).values().get("x")))
                .hasSizeGreaterThan(4_000_000);
        assertThat(Rows.problem(rows.get(1))).startsWith("rows.jsonl:2: the line is longer than");
        assertThat(Rows.node(rows.get(2)).place().line()).isEqualTo(3);
    }

    @Test
    void nestingIsBounded() {
        var deep = "{\"type\":\"A\",\"data\":{\"x\":" + "[".repeat(100_000) + "}}";
        assertThat(Rows.problem(Rows.json(deep).getFirst())).contains("not JSON", "depth");
    }

    @Test
    void aMissingFileAndAFolderAreNamed(@TempDir Path folder) {
        var missing = folder.resolve("none.jsonl");
        assertThatThrownBy(() -> JsonLines.open(missing))
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.INPUT_OUTPUT))
                .hasMessageContaining("none.jsonl")
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> JsonLines.open(folder)).hasMessageContaining("it is a folder");
    }

    @Test
    void aStreamThatBreaksIsAnInputOutputFailure() {
        var source = JsonLines.of(new BrokenStream(), "upload", OptionalLong.empty());
        assertThatThrownBy(source::next).hasMessage("Cannot read upload: the line went dead");
    }

    @Test
    void progressIsKnown(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("a.jsonl"), "{\"type\":\"A\"}\n".repeat(3));
        try (var source = JsonLines.open(file)) {
            assertThat(source.bytesTotal()).isEqualTo(OptionalLong.of(39));
            assertThat(source.bytesRead()).isZero();
            assertThat(source.next()).isPresent();
            assertThat(source.bytesRead()).isEqualTo(39);
            assertThat(source.name()).isEqualTo(file.toString());
        }
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the line went dead");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
