package dev.hedgerow.cli;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;

import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Terminal;
import dev.hedgerow.client.Address;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.kernel.World;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One run of the command: its options, the node it talks to, and where it prints. */
final class Session {
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .changeDefaultPropertyInclusion(i -> i.withValueInclusion(NON_ABSENT))
                    .build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Options options;
    private final Terminal terminal;
    private final World world;
    private final Map<String, String> environment;
    private @Nullable Hedgerow node;

    Session(Options options, Terminal terminal, World world, Map<String, String> environment) {
        this.options = options;
        this.terminal = terminal;
        this.world = world;
        this.environment = environment;
    }

    Terminal terminal() {
        return terminal;
    }

    World world() {
        return world;
    }

    /** The node to talk to; looked for at the first call. */
    Hedgerow node() {
        Hedgerow found = node;
        if (found == null) {
            Address address = Address.find(options.wish(), environment);
            found = Hedgerow.at(address, world, PATIENCE);
            node = found;
        }
        return found;
    }

    /** The graph that is meant where none is named. */
    Current current() {
        return new Current(environment);
    }

    boolean json() {
        return options.json();
    }

    /** Prints the answer as JSON, or as people read it. */
    <T> int answer(T value, Consumer<T> print) {
        if (json()) {
            terminal.out().println(JSON.writeValueAsString(value));
        } else {
            print.accept(value);
        }
        return 0;
    }

    void say(String text) {
        terminal.out().println(text);
    }

    /** Prints the table, or the sentence when it has no rows. */
    void table(Table table, String nothing) {
        if (table.isEmpty()) {
            say(nothing);
        } else {
            table.print(terminal);
        }
    }
}
