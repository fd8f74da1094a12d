package dev.hedgerow.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code use}. */
@Command
final class UseCommands {
    private final Session session;

    UseCommands(Session session) {
        this.session = session;
    }

    @Command(
            name = "use",
            description = "Set the current graph and branch, written '.' from then on; or show it")
    int use(
            @Parameters(paramLabel = "GRAPH[@BRANCH]", arity = "0..1", defaultValue = "")
                    String address) {
        if (!address.isEmpty()) {
            View view = session.current().view(address);
            session.node().graph(view.graph()).log(view.branch(), Optional.of(1), Optional.empty());
            session.current().use(view);
        }
        String now = session.current().address().orElse("");
        return session.answer(
                Map.of("graph", now),
                _ ->
                        session.say(
                                now.isEmpty()
                                        ? "There is no current graph; 'hedgerow use GRAPH' sets it."
                                        : "The current graph is %s; write it '.'".formatted(now)));
    }
}
