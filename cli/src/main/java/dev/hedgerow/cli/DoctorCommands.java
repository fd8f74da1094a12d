package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Table;
import dev.hedgerow.kernel.Failure;
import picocli.CommandLine.Command;

/** {@code doctor}. */
@Command
final class DoctorCommands {
    private final Session session;

    DoctorCommands(Session session) {
        this.session = session;
    }

    @Command(
            name = "doctor",
            description = "Look the node and its graphs over; say what is wrong and what to do")
    int doctor() {
        var findings = new Examination(session).findings();
        var _ =
                session.answer(
                        findings,
                        all -> {
                            Table table = Table.of("CHECK", "STATE", "FOUND", "WHAT TO DO");
                            all.forEach(f ->
                                    table.row(f.check(), f.state().word(), f.found(), f.todo()));
                            table.print(session.terminal());
                        });
        boolean bad = findings.stream().anyMatch(f -> f.state() == Examination.State.BAD);
        return bad ? Failure.Kind.FAILED.exitCode() : 0;
    }
}
