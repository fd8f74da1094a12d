package dev.hedgerow.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}. */
@Command
final class CompletionCommands {
    private final Session session;
    private final CommandLine root;

    CompletionCommands(Session session, CommandLine root) {
        this.session = session;
        this.root = root;
    }

    /** Shells that are known. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Command(
            name = "completion",
            description = {
                "Print what makes a shell complete commands and options, to be sourced:",
                "  source <(hedgerow completion bash)"
            })
    int completion(@Parameters(paramLabel = "bash|zsh") Shell shell) {
        String script = AutoComplete.bash("hedgerow", root);
        session.say(
                shell == Shell.ZSH
                        ? "autoload -U +X compinit && compinit\n"
                                + "autoload -U +X bashcompinit && bashcompinit\n"
                                + script
                        : script);
        return 0;
    }
}
