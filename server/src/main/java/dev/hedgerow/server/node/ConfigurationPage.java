package dev.hedgerow.server.node;

/** The reference of the configuration, made from the settings. */
public final class ConfigurationPage {
    private ConfigurationPage() {}

    /** What {@code CONFIGURATION.md} says, and {@code hedgerow config reference} prints. */
    public static String markdown() {
        var page =
                new StringBuilder(
                        """
                        # Configuration of a node

                        Made by `hedgerow config reference` from the code; a test keeps the two the same.

                        A setting may stand in the file `hedgerow.properties` of the working folder, or the one that `--config FILE`
                        names, as `port = 7420`; in the environment, as `HEDGEROW_PORT=7420`; or as a flag of `hedgerow up`, `--port 7420`.
                        A flag is stronger than the environment, and that is stronger than the file. What is not known is refused, all of it
                        at once, and the node does not start. `hedgerow config show` tells what holds, and where it was said.

                        | setting | default | values | what it is for |
                        |---|---|---|---|
                        """);
        for (Setting setting : Setting.values()) {
            page.append(
                    "| `%s` | `%s` | %s | %s |%n"
                            .formatted(
                                    setting.key(),
                                    setting.fallback(),
                                    setting.accepts(),
                                    setting.meaning()));
        }
        return page.append(
                        """

                        The launcher reads some variables of its own:

                        | variable | default | what it is for |
                        |---|---|---|
                        | `JAVA_HOME` | found | The Java 25 to run on. |
                        | `HEDGEROW_HEAP` | `1g` | The Java heap of the node: `64m` or more, `4g` and such. The store (`store-memory`) and the databases use memory beside it, the JVM itself about 90 MiB. |
                        | `HEDGEROW_JAVA_OPTS` | | More options for Java. |

                        Commands read these:

                        | variable | what it is for |
                        |---|---|
                        | `HEDGEROW_URL` | The node to talk to; else one that runs on this machine. |
                        | `HEDGEROW_TOKEN` | The access token; else the one in that node's data folder. |
                        | `HEDGEROW_GRAPH` | The graph that `.` stands for; else that of `hedgerow use`. |
                        | `NO_COLOR` | No bold and faint text. |
                        """)
                .toString();
    }
}
