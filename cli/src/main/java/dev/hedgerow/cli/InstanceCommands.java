package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Fleet;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code instance list}. */
@Command(name = "instance", description = "The running nodes")
final class InstanceCommands {
    private final Session session;

    InstanceCommands(Session session) {
        this.session = session;
    }

    @Command(name = "list", description = "The instances, their state and volumes")
    int list() {
        List<Fleet.Instance> instances = session.node().fleet().instances();
        Table table = Table.of("INSTANCE", "STATE", "ADDRESS", "ZONE", "TIER", "BEAT", "VOLUMES");
        for (Fleet.Instance instance : instances) {
            table.row(
                    instance.id(),
                    instance.state(),
                    instance.address(),
                    instance.zone(),
                    instance.tier(),
                    Words.moment(instance.heartbeatAt()),
                    String.join(", ", instance.volumes()));
        }
        return session.answer(instances, i -> session.table(table, "There are no instances."));
    }
}
