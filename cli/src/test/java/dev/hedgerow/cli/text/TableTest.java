package dev.hedgerow.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void numbersStandToTheRight() {
        Table table = Table.of("NAME", ">N").row("a", "1").row("bcdefg", "1,000");

        assertThat(printed(table, 0))
                .containsExactly("NAME        N", "a           1", "bcdefg  1,000");
    }

    @Test
    void theWidestColumnGivesWayOnATerminal() {
        Table table = Table.of("A", "B").row("short", "x".repeat(100));

        assertThat(printed(table, 40)).allMatch(line -> line.length() <= 40);
        assertThat(printed(table, 40).get(1)).endsWith("…");
        assertThat(printed(table, 0).get(1)).endsWith("x".repeat(100));
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        Table table = Table.of("A", "B").row("東京", "x").row("abcd", "y");

        assertThat(printed(table, 0)).containsExactly("A     B", "東京  x", "abcd  y");
    }

    @Test
    void nothingInACellSteersTheTerminal() {
        Table table = Table.of("A").row("a\u001b[2Jb\nc");

        assertThat(printed(table, 0)).containsExactly("A", "a\\u001b[2Jb\\nc");
    }

    private static List<String> printed(Table table, int width) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        table.print(new Terminal(out, out, width, 0, false));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
