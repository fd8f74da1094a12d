package dev.hedgerow.cli;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code help}. */
@Command
final class HelpCommands {
    private final Session session;
    private final CommandLine root;

    HelpCommands(Session session, CommandLine root) {
        this.session = session;
        this.root = root;
    }

    @Command(name = "help", description = "Explain a command, or list all")
    int help(
            @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "As it is written")
                    @Nullable List<String> names) {
        CommandLine found = root;
        for (String name : names == null ? List.<String>of() : names) {
            if (found.getParent() == null && Guide.isOfTheLauncher(name)) {
                session.say("'hedgerow %s --help' explains it.".formatted(name));
                return 0;
            }
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw unknown(found, name);
            }
            found = next;
        }
        found.usage(root.getOut());
        return 0;
    }

    private static HedgerowException unknown(CommandLine line, String name) {
        var names = line.getSubcommands().keySet().stream().sorted().toList();
        String fix = Nearest.fix(name, names);
        return HedgerowException.of(
                Failure.INVALID_REQUEST,
                "'%s' has no command '%s': %s"
                        .formatted(
                                line.getCommandSpec().qualifiedName(),
                                name,
                                fix.isEmpty() ? "'hedgerow help' lists them" : fix));
    }
}
