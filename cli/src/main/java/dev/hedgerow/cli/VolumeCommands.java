package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Fleet;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code volume list}. */
@Command(name = "volume", description = "The disks graphs live on")
final class VolumeCommands {
    private final Session session;

    VolumeCommands(Session session) {
        this.session = session;
    }

    @Command(name = "list", description = "The volumes, what they hold and who has them")
    int list() {
        List<Fleet.Volume> volumes = session.node().fleet().volumes();
        Table table = Table.of("VOLUME", "STATE", "ZONE", ">USED", ">SIZE", ">GRAPHS", "INSTANCE");
        for (Fleet.Volume volume : volumes) {
            table.row(
                    volume.id(),
                    volume.state(),
                    volume.zone(),
                    Words.bytes(volume.usedBytes()),
                    Words.bytes(volume.sizeBytes()),
                    "%d of %d".formatted(volume.graphs(), volume.slots()),
                    volume.instance());
        }
        return session.answer(volumes, v -> session.table(table, "There are no volumes."));
    }
}
