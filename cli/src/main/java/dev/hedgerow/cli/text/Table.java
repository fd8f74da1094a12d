package dev.hedgerow.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headings. Numbers stand to the right. On a terminal the widest columns give way until
 * the table fits; elsewhere nothing is cut.
 */
public final class Table {
    private static final int NARROWEST = 6;
    private static final String GAP = "  ";

    private final List<String> headings;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings, boolean[] right) {
        this.headings = headings;
        this.right = right;
    }

    /** A heading that begins with {@code >} is of a column of numbers. */
    public static Table of(String... headings) {
        boolean[] right = new boolean[headings.length];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            names.add(Words.plain(right[i] ? headings[i].substring(1) : headings[i]));
        }
        return new Table(names, right);
    }

    /** Adds a row with as many cells as there are headings. */
    public Table row(String... cells) {
        return row(List.of(cells));
    }

    public Table row(List<String> cells) {
        assert cells.size() == headings.size() : cells;
        rows.add(cells.stream().map(Words::plain).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints headings and rows, each line after the indent. */
    public void print(Terminal terminal, String indent) {
        int[] widths = widths();
        if (terminal.live()) {
            fit(widths, terminal.outWidth() - indent.length());
        }
        terminal.out().println(terminal.bold(line(headings, widths, indent)));
        for (List<String> row : rows) {
            terminal.out().println(line(row, widths, indent));
        }
    }

    public void print(Terminal terminal) {
        print(terminal, "");
    }

    private int[] widths() {
        int[] widths = headings.stream().mapToInt(Words::width).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Words.width(row.get(i)));
            }
        }
        return widths;
    }

    private static void fit(int[] widths, int room) {
        int gaps = GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() + gaps > room) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
        }
    }

    private String line(List<String> cells, int[] widths, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < widths.length; i++) {
            String cell = Words.cut(cells.get(i), widths[i]);
            String space = " ".repeat(widths[i] - Words.width(cell));
            line.append(i == 0 ? "" : GAP).append(right[i] ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }
}
