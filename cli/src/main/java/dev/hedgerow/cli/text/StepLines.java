package dev.hedgerow.cli.text;

import dev.hedgerow.client.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An operation's steps as they happen: redrawn in place on a terminal, elsewhere a line for each
 * step that is done.
 */
public final class StepLines implements Consumer<Operation> {
    private final Terminal terminal;
    private final String indent;
    private int drawn;
    private int printed;

    public StepLines(Terminal terminal, String indent) {
        this.terminal = terminal;
        this.indent = indent;
    }

    @Override
    public void accept(Operation operation) {
        if (terminal.live()) {
            redraw(operation);
        } else {
            print(operation);
        }
    }

    private void redraw(Operation operation) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append("A\r\u001b[J");
        }
        List<String> lines = lines(operation);
        for (String line : lines) {
            text.append(Words.cut(line, terminal.outWidth())).append('\n');
        }
        drawn = lines.size();
        terminal.out().print(text);
        terminal.out().flush();
    }

    private void print(Operation operation) {
        List<Operation.Step> done =
                operation.steps().stream().filter(step -> !step.state().equals("running")).toList();
        for (Operation.Step step : done.subList(Math.min(printed, done.size()), done.size())) {
            terminal.out().println(line(step, operation));
        }
        printed = Math.max(printed, done.size());
        if (operation.ended()) {
            operation.failure().ifPresent(f -> terminal.out().println(indent + f.detail()));
        }
    }

    private List<String> lines(Operation operation) {
        List<String> lines = new ArrayList<>();
        operation.steps().forEach(step -> lines.add(line(step, operation)));
        if (lines.isEmpty() && !operation.ended()) {
            lines.add(indent + "· " + operation.state());
        }
        operation.failure().ifPresent(f -> lines.add(indent + "✘ " + Words.plain(f.detail())));
        return lines;
    }

    private String line(Operation.Step step, Operation operation) {
        String mark =
                switch (step.state()) {
                    case "done" -> "✔";
                    case "failed" -> "✘";
                    default -> "▸";
                };
        String time = step.ms().map(ms -> Words.duration(Duration.ofMillis(ms))).orElse("");
        String far =
                step.state().equals("running")
                        ? operation.progress().map(StepLines::far).orElse("")
                        : "";
        String name = Words.plain(step.name());
        return (indent + "%s %-14s %8s  %s".formatted(mark, name, time, far)).stripTrailing();
    }

    private static String far(Operation.Progress progress) {
        String done = Words.count(progress.done());
        String of = progress.total() > 0 ? " of " + Words.count(progress.total()) : "";
        return Words.plain((done + of + " " + progress.unit() + " " + progress.text()).strip());
    }
}
