package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An operation as it was at the moment it was read. */
public record Operation(
        OperationId id,
        Work work,
        Origin origin,
        Instant created,
        Journal journal,
        Optional<CancelRequest> cancelRequest,
        Status status) {

    public String kind() {
        return work.kind();
    }

    public State state() {
        return status.state();
    }

    public List<Target> targets() {
        return work.places().stream().map(Place::target).toList();
    }

    /** The result as JSON, of an operation that succeeded and gave one. */
    public Optional<String> output() {
        return status instanceof Status.Succeeded succeeded ? succeeded.output() : Optional.empty();
    }

    /** Why it failed, or why its latest attempt did. */
    public Optional<Fault> fault() {
        return status instanceof Status.Failed failed
                ? Optional.of(failed.fault())
                : journal.lastFault();
    }

    /** The same operation in another state; a step that the table forbids is a bug. */
    Operation become(Status next) {
        if (!state().next().contains(next.state())) {
            throw new IllegalStateException(
                    "%s is %s and cannot become %s".formatted(id, state(), next.state()));
        }
        return withStatus(next);
    }

    Operation withStatus(Status next) {
        return new Operation(id, work, origin, created, journal, cancelRequest, next);
    }

    Operation withJournal(Journal next) {
        return new Operation(id, work, origin, created, next, cancelRequest, status);
    }

    Operation withCancelRequest(CancelRequest request) {
        return new Operation(id, work, origin, created, journal, Optional.of(request), status);
    }

    /**
     * What is to be done; fixed when the operation is created.
     *
     * @param version of the request's form
     * @param request JSON
     * @param deadline after which it is not begun, and stopped at its next step
     * @param retention how long it is remembered after its end
     */
    public record Work(
            String kind,
            int version,
            String request,
            List<Place> places,
            Lane lane,
            Instant deadline,
            Duration retention) {
        public Work {
            places = List.copyOf(places);
        }
    }

    /**
     * A target, and the operation's place in its line.
     *
     * @param number grows with each operation created for the target
     */
    public record Place(Target target, long number) {}

    /**
     * What has happened so far.
     *
     * @param attempt the current one, or the next while none runs; from 1
     * @param epoch of the latest claim; 0 before the first
     * @param takeovers how often a worker was lost
     * @param steps how many are recorded
     * @param events how many were appended
     * @param started the first claim
     * @param lastFault of the latest attempt that failed
     */
    public record Journal(
            int attempt,
            long epoch,
            int takeovers,
            int steps,
            long events,
            Optional<Instant> started,
            Optional<Fault> lastFault) {
        static final Journal EMPTY = new Journal(1, 0, 0, 0, 0, Optional.empty(), Optional.empty());

        Journal claimed(Instant now) {
            Optional<Instant> first = Optional.of(started.orElse(now));
            return new Journal(attempt, epoch + 1, takeovers, steps, events, first, lastFault);
        }

        Journal failed(Fault fault) {
            Optional<Fault> last = Optional.of(fault);
            return new Journal(attempt + 1, epoch, takeovers, steps, events, started, last);
        }

        Journal lost() {
            return new Journal(attempt, epoch, takeovers + 1, steps, events, started, lastFault);
        }

        Journal recorded() {
            return new Journal(attempt, epoch, takeovers, steps + 1, events, started, lastFault);
        }

        Journal appended() {
            return new Journal(attempt, epoch, takeovers, steps, events + 1, started, lastFault);
        }
    }

    /** Somebody wants it to stop. */
    public record CancelRequest(String actor, Instant at) {}
}
