package dev.hedgerow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final SteppedClock clock = new SteppedClock(1_000);

    @Test
    void whatIsLeftShrinksToNothing() {
        Deadline deadline = clock.deadline(Duration.ofMillis(10));
        assertThat(deadline.left(clock)).isEqualTo(Duration.ofMillis(10));
        assertThat(deadline.passed(clock)).isFalse();

        clock.step(10);

        assertThat(deadline.left(clock)).isZero();
        assertThat(deadline.passed(clock)).isTrue();
        clock.step(10);
        assertThat(deadline.left(clock)).isZero();
    }

    @Test
    void theEarlierOfTwoCountsThoughTheClockWrapsAround() {
        var beforeTheWrap = new Deadline(Long.MAX_VALUE - 1);
        var afterTheWrap = new Deadline(Long.MIN_VALUE + 1);

        assertThat(beforeTheWrap.min(afterTheWrap)).isEqualTo(beforeTheWrap);
        assertThat(afterTheWrap.min(beforeTheWrap)).isEqualTo(beforeTheWrap);
    }
}
