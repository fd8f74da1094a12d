package dev.hedgerow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hedgerow.cli.demo.DemoCommand;
import dev.hedgerow.cli.text.Terminal;
import dev.hedgerow.kernel.World;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Starts the command. */
public final class Main {
    private static final int WIDTH_UNKNOWN = 100;

    private Main() {}

    public static void main(String[] arguments) {
        var environment = System.getenv();
        var terminal = Terminal.system(System.getProperties(), environment);
        System.exit(run(List.of(arguments), terminal, World.system(), environment));
    }

    /** Runs one command and returns its exit code. */
    public static int run(
            List<String> arguments,
            Terminal terminal,
            World world,
            Map<String, String> environment) {
        Options options = new Options();
        Session session = new Session(options, terminal, world, environment);
        CommandLine line = line(options, session);
        Failures failures = new Failures(options, terminal);
        line.setExecutionExceptionHandler(failures::failed);
        line.setParameterExceptionHandler(failures::misused);
        if (arguments.isEmpty()) {
            line.usage(line.getOut());
            return 0;
        }
        return line.execute(arguments.toArray(String[]::new));
    }

    private static CommandLine line(Options options, Session session) {
        Terminal terminal = session.terminal();
        CommandLine line = new CommandLine(options);
        Verbs.addNoun(line, new GraphCommands(session));
        Verbs.addNoun(line, new SchemaCommands(session));
        Verbs.addNoun(line, new BranchCommands(session));
        Verbs.addNoun(line, new OperationCommands(session));
        Verbs.addNoun(line, new InstanceCommands(session));
        Verbs.addNoun(line, new VolumeCommands(session));
        Verbs.addNoun(line, new PlacementCommands(session));
        Verbs.addNoun(line, new TokenCommands(session));
        Verbs.addNoun(line, new TableCommands(session));
        Verbs.addNoun(line, new KeyCommands(session));
        List<Object> verbs =
                List.of(
                        new RowCommands(session),
                        new QueryCommands(session),
                        new ProjectionCommands(session),
                        new NodeCommands(session),
                        new UseCommands(session),
                        new DoctorCommands(session),
                        new HelpCommands(session, line),
                        new CompletionCommands(session, line),
                        new DemoCommand(terminal, session.world(), () -> options.data));
        for (Object holder : verbs) {
            Verbs.add(line, holder);
        }
        Verbs.explain(line);
        line.registerConverter(View.class, session.current()::view);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(terminal.live() ? terminal.outWidth() : WIDTH_UNKNOWN);
        line.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        line.getHelpSectionMap()
                .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Guide::commands);
        return line;
    }
}
