package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks tables as their port does: what can be begun is, every other time, and is answered no
 * differently.
 */
public final class BothWays {
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    public Answer ask(Tables tables, String operation, byte[] body, Permission permission) {
        return tables.isShort(operation) && turn.getAndIncrement() % 2 == 0
                ? begun(tables, operation, body, permission)
                        .orElseGet(() -> tables.answer(operation, body, permission))
                : tables.answer(operation, body, permission);
    }

    /** How many requests were begun and answered without having to wait. */
    public int answeredAtOnce() {
        return answered.get();
    }

    private Optional<Answer> begun(
            Tables tables, String operation, byte[] body, Permission permission) {
        var told = new CompletableFuture<Optional<Answer>>();
        tables.begin(
                operation,
                body,
                permission,
                new Reception() {
                    @Override
                    public void answered(Answer answer) {
                        answered.incrementAndGet();
                        assertThat(told.complete(Optional.of(answer))).isTrue();
                    }

                    @Override
                    public void mustWait() {
                        assertThat(told.complete(Optional.empty())).isTrue();
                    }
                });
        return told.join();
    }
}
