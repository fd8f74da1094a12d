package dev.hedgerow.operations;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** A request that names its targets: {@code "x"} exclusively, {@code "~x"} shared. */
record Work(List<String> targets) {
    static Work on(String... targets) {
        return new Work(Arrays.asList(targets));
    }

    static Target target(String name) {
        return name.startsWith("~")
                ? Target.shared("thing", name.substring(1))
                : Target.exclusive("thing", name);
    }

    /** An operation type made of a lambda, for {@link Work}. */
    record Type(
            String kind,
            RetryPolicy retry,
            Duration deadline,
            Lane lane,
            BiConsumer<Work, Steps> body)
            implements OperationType<Work> {
        static Type of(String kind, BiConsumer<Work, Steps> body) {
            return new Type(kind, RetryPolicy.STANDARD, Duration.ofHours(24), Lane.NORMAL, body);
        }

        Type with(RetryPolicy policy) {
            return new Type(kind, policy, deadline, lane, body);
        }

        Type within(Duration time) {
            return new Type(kind, retry, time, lane, body);
        }

        Type in(Lane other) {
            return new Type(kind, retry, deadline, other, body);
        }

        @Override
        public Class<Work> request() {
            return Work.class;
        }

        @Override
        public List<Target> targets(Work request) {
            return request.targets().stream().map(Work::target).toList();
        }

        @Override
        public void run(Work request, Steps steps) {
            body.accept(request, steps);
        }
    }
}
