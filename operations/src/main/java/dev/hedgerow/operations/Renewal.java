package dev.hedgerow.operations;

import java.lang.System.Logger.Level;
import java.util.List;

/** Renews the leases of everything that runs here, until the crew is gone. */
final class Renewal implements Runnable {
    private static final System.Logger LOG = System.getLogger(Renewal.class.getName());

    private final Core core;
    private final Crew crew;
    private final Claims claims;

    Renewal(Core core, Crew crew, Claims claims) {
        this.core = core;
        this.crew = crew;
        this.claims = claims;
    }

    @Override
    public void run() {
        crew.pause(OperationsRunner.RENEWAL);
        while (!crew.over()) {
            crew.visit(() -> renew(crew.held()));
            crew.pause(OperationsRunner.RENEWAL);
        }
    }

    private void renew(List<Claim> held) {
        try {
            if (!held.isEmpty()) {
                claims.renew(held);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Leases could not be renewed", e);
            held.stream().filter(this::overdue).forEach(Claim::lost);
        }
    }

    private boolean overdue(Claim claim) {
        long nanos = core.world().clock().nanos();
        return nanos - claim.renewedNanos() >= OperationsRunner.LEASE.toNanos();
    }
}
