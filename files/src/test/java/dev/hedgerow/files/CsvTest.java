package dev.hedgerow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest {
    private static final CsvMapping AIRPORTS = CsvMapping.node("Airport=airports.csv");
    private static final CsvMapping ROUTES =
            CsvMapping.edge("Route=routes.csv:from=origin,to=destination,flights=count");

    @Test
    void columnsBecomePropertiesOfTheirNames() {
        var rows =
                Rows.csv(
                        AIRPORTS,
                        "iata,name,city\nDBN,\"W. H. \"\"Bud\"\" Barron\",Dublin\nCLD,Palomar,NA\nX,,\n");
        assertThat(rows).hasSize(3);
        assertThat(Rows.node(rows.getFirst()).values())
                .containsExactly(
                        entry("iata", "DBN"),
                        entry("name", "W. H. \"Bud\" Barron"),
                        entry("city", "Dublin"));
        assertThat(Rows.node(rows.get(1)).values()).containsEntry("city", null);
        assertThat(Rows.node(rows.get(2)).values()).containsEntry("name", null);
        assertThat(rows)
                .extracting(row -> row.place().toString())
                .containsExactly("airports.csv:2", "airports.csv:3", "airports.csv:4");
    }

    @Test
    void anEdgeTakesItsEndsFromTheMappedColumns() {
        var row = Rows.edge(Rows.csv(ROUTES, "origin,destination,count\nABE,ATL,853\n").getFirst());
        assertThat(row.type()).isEqualTo("Route");
        assertThat(row.from()).containsExactly("ABE");
        assertThat(row.to()).containsExactly("ATL");
        assertThat(row.values()).containsExactly(entry("flights", "853"));
        assertThat(row.op()).isEqualTo(Op.DEFAULT);
    }

    @Test
    void keysOfSeveralColumnsIdsAndColumnsToLeaveOutCanBeMapped() {
        var mapping = CsvMapping.edge("Visit=v.csv:from=first+last,@id=number,_=comment,since=day");
        var row =
                Rows.edge(
                        Rows.csv(
                                        mapping,
                                        "number,first,last,to,comment,day,x\n7,Ada,King,9,hm,2026-01-31,1")
                                .getFirst());
        assertThat(row.from()).containsExactly("Ada", "King");
        assertThat(row.to()).containsExactly("9");
        assertThat(row.id()).isEqualTo(Optional.of("7"));
        assertThat(row.values()).containsExactly(entry("since", "2026-01-31"), entry("x", "1"));
    }

    @Test
    void aQuotedFieldIsAlwaysAValue() {
        var values =
                Rows.node(Rows.csv(AIRPORTS, "a,b,c,d\n\"\",\"NA\",NA,\n").getFirst()).values();
        assertThat(values)
                .containsExactly(
                        entry("a", ""), entry("b", "NA"), entry("c", null), entry("d", null));
    }

    @Test
    void nullWordsAreConfigured() {
        var mapping = AIRPORTS.withNullWords(Set.of("\\N"));
        var values = Rows.node(Rows.csv(mapping, "a,b,c\n\\N,NA,\n").getFirst()).values();
        assertThat(values).containsExactly(entry("a", null), entry("b", "NA"), entry("c", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndAndAMarkAreFineAndLinesAreCountedThroughQuotes(String end) {
        var text = "\uFEFFa,b%n1,\"two%nlines\"%n%n3,4%nshort%n".replace("%n", end);
        var rows = Rows.csv(AIRPORTS, text);
        assertThat(Rows.node(rows.getFirst()).values())
                .containsExactly(entry("a", "1"), entry("b", "two" + end + "lines"));
        assertThat(rows).extracting(row -> row.place().line()).containsExactly(2L, 5L, 6L);
        assertThat(Rows.problem(rows.get(2)))
                .isEqualTo(
                        "airports.csv:6: the record has 1 fields, the header has 2"
                                + " (put a field that contains a comma or a line end in quotes)");
    }

    @Test
    void aRecordWithTooManyOrTooFewFieldsIsRefusedAndTheNextIsRead() {
        var rows = Rows.csv(AIRPORTS, "a,b\n1,2,3\n1\n1,2\n");
        assertThat(Rows.problem(rows.getFirst()))
                .startsWith("airports.csv:2: the record has 3 fields");
        assertThat(Rows.problem(rows.get(1))).startsWith("airports.csv:3: the record has 1 fields");
        assertThat(Rows.node(rows.get(2)).values()).hasSize(2);
    }

    @Test
    void aQuoteThatIsNotClosedIsNamedWhereItsRecordBegins() {
        var rows = Rows.csv(AIRPORTS, "a,b\n1,2\n3,\"four\n5,6\n7,8\n");
        assertThat(rows).hasSize(2);
        assertThat(Rows.problem(rows.get(1)))
                .startsWith("airports.csv:3: a quoted field")
                .contains("not closed");
    }

    @Test
    void textBehindAClosingQuoteIsRefused() {
        var rows = Rows.csv(AIRPORTS, "a,b\n1,2\n\"x\"y,3\n4,5\n");
        assertThat(rows).hasSize(2);
        assertThat(Rows.problem(rows.get(1)))
                .startsWith("airports.csv:3: text follows a closing quote");
    }

    @Test
    void aHeaderThatDoesNotFitIsRefusedOnce() {
        assertThat(Rows.csv(ROUTES, "origin,dest,count\nA,B,1\nC,D,2\n"))
                .singleElement()
                .extracting(Rows::problem)
                .isEqualTo(
                        "routes.csv:1: there is no column 'destination' for 'to'"
                                + " (the columns are origin, dest, count)");
        assertThat(Rows.csv(AIRPORTS, "a,b,a\n1,2,3\n"))
                .singleElement()
                .extracting(Rows::problem)
                .isEqualTo("airports.csv:1: the header has the column 'a' twice (rename one)");
        assertThat(Rows.csv(AIRPORTS, "a,,c\n1,2,3\n"))
                .singleElement()
                .extracting(Rows::problem)
                .isEqualTo("airports.csv:1: column 2 of the header has no proper name");
        assertThat(Rows.csv(AIRPORTS, ""))
                .singleElement()
                .extracting(Rows::problem)
                .isEqualTo("airports.csv:1: the file has no header line");
        assertThat(Rows.csv(CsvMapping.node("A=a.csv:b=a"), "a,b\n1,2\n"))
                .singleElement()
                .extracting(Rows::problem)
                .isEqualTo("a.csv:1: two columns go to 'b' (leave one out with _=b)");
    }

    @Test
    void aFieldThatIsNotUtf8IsNamedAndTheNextRecordIsRead() {
        var bytes = "a,b\n1,M\u00fcnchen\n2,Ulm\n".getBytes(StandardCharsets.ISO_8859_1);
        var rows = Rows.csv(AIRPORTS, bytes);
        assertThat(Rows.problem(rows.getFirst()))
                .isEqualTo(
                        "airports.csv:2: the field of column 'b' is not UTF-8 (save the file as UTF-8)");
        assertThat(rows.get(1)).isInstanceOf(Row.NodeRow.class);
    }

    @Test
    void anEdgeWithoutAnEndIsRefused() {
        var rows = Rows.csv(ROUTES, "origin,destination,count\nABE,NA,853\n");
        assertThat(Rows.problem(rows.getFirst()))
                .isEqualTo("routes.csv:2: the edge has no 'to': column 'destination' is empty");
    }

    @Test
    void recordsAndFieldsAreBounded() {
        var wide = Rows.csv(AIRPORTS, "a,b\n" + ",".repeat(Csv.MAX_COLUMNS) + "\n");
        assertThat(Rows.problem(wide.getFirst()))
                .startsWith("airports.csv:2: the record has more than 4096 fields");
        var big = new ByteArrayOutputStream();
        big.writeBytes("a,b\n1,\"".getBytes(StandardCharsets.UTF_8));
        big.writeBytes("x".repeat(Csv.MAX_RECORD_CHARACTERS + 10).getBytes(StandardCharsets.UTF_8));
        var rows = Rows.csv(AIRPORTS, big.toByteArray());
        assertThat(Rows.problem(rows.getFirst()))
                .startsWith("airports.csv:2: the record is longer than");
    }

    @Test
    void aMappingIsReadAsItIsWritten() {
        var mapping = CsvMapping.edge("Route=data/flights.csv:from=a,to=b c");
        assertThat(mapping.file()).isEqualTo(Path.of("data/flights.csv"));
        assertThat(mapping.targets()).containsExactly(entry("from", "a"), entry("to", "b c"));
        var plain = CsvMapping.node("Airport=data/air ports.csv");
        assertThat(plain.file()).isEqualTo(Path.of("data/air ports.csv"));
        assertThat(plain.targets()).isEmpty();
        assertThat(CsvMapping.node("A=x:y.csv").file()).isEqualTo(Path.of("x:y.csv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Airport",
                "airport=a.csv",
                "=a.csv",
                "Airport=",
                "Airport=a.csv:a=b,c",
                "Airport=a.csv:a=",
                "Airport=a.csv:a=b,a=c",
                "Airport=a.csv:a=b,",
                "A=a.csv:a=b,1=c"
            })
    void aMappingThatIsWrittenWrongIsRefused(String text) {
        assertThatThrownBy(() -> CsvMapping.node(text))
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.INVALID_REQUEST))
                .hasMessageContaining("The mapping '" + text + "' is not valid");
    }
}
