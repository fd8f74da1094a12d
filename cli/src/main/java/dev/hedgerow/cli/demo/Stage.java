package dev.hedgerow.cli.demo;

import dev.hedgerow.cli.text.Answers;
import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Terminal;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Answer;
import dev.hedgerow.kernel.Clock;
import java.nio.file.Path;
import java.time.Duration;

/** Prints the steps of the story, with how long each took. */
final class Stage {
    static final String INDENT = "   ";

    private final Terminal terminal;
    private final Clock clock;
    private final long begunNanos;
    private int steps;

    Stage(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.begunNanos = clock.nanos();
    }

    Terminal terminal() {
        return terminal;
    }

    /** Plays a step: a heading, what it prints, and its time. */
    void step(String heading, Runnable play) {
        steps++;
        terminal.out().println();
        terminal.out().println(terminal.bold("%d  %s".formatted(steps, heading)));
        long begun = clock.nanos();
        play.run();
        line(terminal.faint("step %d took %s".formatted(steps, since(begun))));
    }

    void line(String text) {
        terminal.out().println(INDENT + text);
    }

    void table(Table table) {
        table.print(terminal, INDENT);
    }

    /** The first rows of an answer, and its commit. */
    void answer(Answer answer, int rowsMax) {
        Answers.table(answer, rowsMax).print(terminal, INDENT);
        int more = answer.rows().size() - rowsMax;
        String rest = more > 0 ? "… and %s more; ".formatted(Words.count(more)) : "";
        line(terminal.faint(rest + Answers.summary(answer)));
    }

    String since(long nanos) {
        return Words.duration(Duration.ofNanos(clock.nanos() - nanos));
    }

    long now() {
        return clock.nanos();
    }

    void farewell(NodeProcess node, Path folder) {
        terminal.out().println();
        line("The node goes on at %s (status page, REST).".formatted(node.url()));
        line("Its data is in %s; process %d.".formatted(folder, node.pid()));
        line("Try:   hedgerow query flights \"MATCH (a:Airport) RETURN a.name LIMIT 5\"");
        line("Stop:  kill %d".formatted(node.pid()));
    }

    void end() {
        terminal.out().println();
        line(terminal.bold("The whole story took %s.".formatted(since(begunNanos))));
    }
}
