package dev.hedgerow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.OperationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What has ended does not make what comes after it cost more, neither while it is kept nor then.
 */
@Timeout(300)
class ManyEndedTest {
    private static final Work.Type TYPE = Work.Type.of("work", (_, _) -> {});

    /** Runs an operation to its end, with two targets that all share. */
    private static OperationId run(Fixture fixture) {
        OperationId id = fixture.enqueue(TYPE, "x", "~y");
        fixture.ended(id);
        fixture.pass(Duration.ofMillis(20));
        return id;
    }

    /** The steps on the disk that some operations and some time in which nothing happens cost. */
    private static long cost(Fixture fixture) {
        long before = fixture.disk.steps();
        for (int i = 0; i < 10; i++) {
            run(fixture);
        }
        fixture.pass(Duration.ofSeconds(30));
        return fixture.disk.steps() - before;
    }

    @Test
    void anOperationCostsTheSameHoweverManyHaveEnded() {
        Fixture.play(
                1,
                fixture -> {
                    fixture.runner(TYPE);
                    run(fixture);
                    long first = cost(fixture);
                    List<Long> costs = new ArrayList<>();
                    for (int round = 0; round < 4; round++) {
                        for (int i = 0; i < 500; i++) {
                            run(fixture);
                        }
                        costs.add(cost(fixture));
                    }
                    fixture.jump(Duration.ofDays(40));
                    fixture.pass(Duration.ofMinutes(2));
                    assertThat(fixture.operations.list(Page.Request.first(10)).items()).isEmpty();
                    run(fixture);
                    costs.add(cost(fixture));

                    assertThat(costs).allSatisfy(cost -> assertThat(cost).isLessThan(5 * first));
                });
    }
}
