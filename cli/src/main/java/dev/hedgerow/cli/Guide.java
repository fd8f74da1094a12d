package dev.hedgerow.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** What {@code hedgerow} says about itself: the verbs by what they are for, and how to begin. */
final class Guide {
    private static final Map<String, List<String>> SECTIONS = sections();
    private static final Map<String, String> OF_THE_LAUNCHER =
            Map.of(
                    "up", "Run a node; its data is in ./hedgerow-data unless --data says where",
                    "restore", "Make a data folder of a backup, or check one",
                    "config", "Show the settings of a node and where each comes from");

    private Guide() {}

    private static Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        sections.put("Begin", List.of("demo", "up", "status", "use", "help", "version"));
        sections.put("Graphs", List.of("graph", "schema", "branch", "log", "diff"));
        sections.put("Rows", List.of("load", "mutate", "export", "node", "find"));
        sections.put(
                "Cypher", List.of("query", "materialize", "freshness", "generations", "rollback"));
        sections.put("Tables", List.of("table", "key"));
        sections.put("Machines", List.of("operation", "instance", "volume", "placement"));
        sections.put(
                "The node",
                List.of("doctor", "token", "backup", "restore", "config", "completion"));
        return sections;
    }

    /** Whether the launcher runs it itself. */
    static boolean isOfTheLauncher(String name) {
        return OF_THE_LAUNCHER.containsKey(name);
    }

    static String commands(Help help) {
        CommandLine line = help.commandSpec().commandLine();
        if (line.getParent() != null) {
            return help.commandList();
        }
        StringBuilder text = new StringBuilder();
        SECTIONS.forEach((title, names) -> {
            text.append("%n%s:%n".formatted(title));
            names.forEach(name -> text.append(command(line, name)));
        });
        return text.append(
                        """

                        Begin with 'hedgerow demo', or with 'hedgerow up' and then, for instance:
                          hedgerow graph create flights --schema flights.pg
                          hedgerow load flights --node Airport=airports.csv
                          hedgerow materialize flights
                          hedgerow query flights "MATCH (a:Airport) RETURN a.name LIMIT 5"
                        A graph is addressed as GRAPH, GRAPH@BRANCH, GRAPH@COMMIT or GRAPH@TIME; '.' is the one
                        of 'hedgerow use' or HEDGEROW_GRAPH.
                        'hedgerow help COMMAND' explains a command.
                        """)
                .toString();
    }

    private static String command(CommandLine line, String name) {
        CommandLine sub = line.getSubcommands().get(name);
        String says =
                sub == null
                        ? OF_THE_LAUNCHER.getOrDefault(name, "")
                        : String.join(" ", sub.getCommandSpec().usageMessage().description());
        return "  %-12s %s%n".formatted(name, says);
    }
}
