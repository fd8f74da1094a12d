package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.ForwardingStore;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
final class BatchTest {
    private final Bent bent = new Bent();
    private final Service service =
            Service.withTable(
                    new Service(store -> {
                        bent.store = store;
                        return new Front(store, bent);
                    }));

    @AfterEach
    void close() {
        service.close();
    }

    /** How the store behaves. */
    private static final class Bent {
        private @Nullable Store store;
        private volatile int throttled;
        private volatile @Nullable CountDownLatch together;

        /** Whether what is begun meets other writers and has to wait after all. */
        private volatile boolean contended;

        private final AtomicInteger running = new AtomicInteger();
        private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

        /** Whether this one of those that run is throttled. */
        private boolean throttles() {
            return running.getAndIncrement() < throttled;
        }

        /** Says nothing to anybody before all are there. */
        private void hold(CountDownLatch together, Runnable said) {
            held.add(said);
            together.countDown();
            if (together.getCount() == 0) {
                for (Runnable each = held.poll(); each != null; each = held.poll()) {
                    each.run();
                }
            }
        }
    }

    private static final class Front extends ForwardingStore {
        private final Bent bent;

        Front(Store store, Bent bent) {
            super(store);
            this.bent = bent;
        }

        @Override
        public <T extends @Nullable Object> void begin(
                Function<Transaction, T> function, Consumer<Begun<T>> told) {
            CountDownLatch together = bent.together;
            if (together == null) {
                super.begin(function, told);
            } else if (bent.contended) {
                told.accept(new Begun.Refused<>());
            } else if (bent.throttles()) {
                var failure = HedgerowException.of(Failure.OVERLOADED);
                bent.hold(together, () -> told.accept(new Begun.Failed<>(failure)));
            } else {
                super.begin(function, begun -> bent.hold(together, () -> told.accept(begun)));
            }
        }

        @Override
        public <T extends @Nullable Object> Outcome<T> transact(
                TransactionOptions options, Function<Transaction, T> function) {
            CountDownLatch together = bent.together;
            // the runner of operations goes on beside the batch, and is none of its writes
            boolean ofBatch = !Thread.currentThread().getName().startsWith("operations");
            if (together != null && ofBatch) {
                together.countDown();
                try {
                    together.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                if (bent.throttles()) {
                    throw HedgerowException.of(Failure.OVERLOADED);
                }
            }
            return super.transact(options, function);
        }
    }

    private static String puts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "{'PutRequest':{'Item':{'pk':{'S':'p%d'},'sk':{'N':'1'}}}}".formatted(i))
                .collect(Collectors.joining(","));
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'pk':{'S':'p%d'},'sk':{'N':'1'}}".formatted(i))
                .collect(Collectors.joining(","));
    }

    private String count() {
        return service.ok("Scan", "{'TableName':'items','Select':'COUNT'}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void T8_theWritesOfABatchGoAtTheSameTime(boolean contended) {
        bent.contended = contended;
        // nobody is answered before all are there: one after the other they would never end
        bent.together = new CountDownLatch(25);
        assertThat(
                        service.ok(
                                "BatchWriteItem",
                                "{'RequestItems':{'items':["
                                        + puts(25)
                                        + "]},'ReturnConsumedCapacity':'TOTAL'}"))
                .isEqualTo(
                        "{'UnprocessedItems':{},'ConsumedCapacity':[{'TableName':'items','CapacityUnits':25.0}]}");
        bent.together = null;
        assertThat(count()).isEqualTo("{'Count':25,'ScannedCount':25}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void T8_whatWasThrottledComesBackUnprocessed(boolean contended) {
        bent.contended = contended;
        bent.together = new CountDownLatch(4);
        bent.throttled = 3;
        String answer =
                service.ok("BatchWriteItem", "{'RequestItems':{'items':[" + puts(4) + "]}}");
        bent.together = null;
        assertThat(answer.split("'PutRequest'", -1)).hasSize(4);
        assertThat(count()).isEqualTo("{'Count':1,'ScannedCount':1}");
        String again = answer.replace("'UnprocessedItems'", "'RequestItems'");
        assertThat(service.ok("BatchWriteItem", again)).isEqualTo("{'UnprocessedItems':{}}");
        assertThat(count()).isEqualTo("{'Count':4,'ScannedCount':4}");
        bent.together = new CountDownLatch(1);
        bent.throttled = Integer.MAX_VALUE;
        assertThat(service.error("BatchWriteItem", "{'RequestItems':{'items':[" + puts(1) + "]}}"))
                .startsWith("ServiceUnavailableException");
        bent.together = null;
    }

    @Test
    void aBatchReadsWhatIsThere() {
        service.ok(
                "BatchWriteItem",
                "{'RequestItems':{'items':["
                        + puts(3)
                        + ",{'DeleteRequest':{'Key':{'pk':{'S':'none'},'sk':{'N':'1'}}}}]}}");
        assertThat(
                        service.ok(
                                "BatchGetItem",
                                "{'RequestItems':{'items':{'ProjectionExpression':'pk','Keys':["
                                        + keys(4)
                                        + "]}},'ReturnConsumedCapacity':'TOTAL'}"))
                .isEqualTo(
                        "{'Responses':{'items':[{'pk':{'S':'p0'}},{'pk':{'S':'p1'}},{'pk':{'S':'p2'}}]},'UnprocessedKeys':{},'ConsumedCapacity':[{'TableName':'items','CapacityUnits':2.0}]}");
    }

    @Test
    void aBatchThatIsNotValidWritesNothing() {
        String write = "{'RequestItems':{'items':[%s]}}";
        String twice = "Provided list of item keys contains duplicates";
        assertThat(service.error("BatchWriteItem", write.formatted(puts(1) + "," + puts(1))))
                .endsWith(twice);
        assertThat(service.error("BatchWriteItem", write.formatted(puts(26))))
                .contains("Member must have length less than or equal to 25");
        assertThat(
                        service.error(
                                "BatchWriteItem",
                                write.formatted(
                                        puts(2)
                                                + ",{'PutRequest':{'Item':{'pk':{'N':'1'},'sk':{'N':'1'}}}}")))
                .endsWith("The provided key element does not match the schema");
        assertThat(service.error("BatchWriteItem", "{'RequestItems':{}}"))
                .endsWith("The requestItems parameter is required for BatchWriteItem");
        assertThat(
                        service.error(
                                "BatchWriteItem",
                                "{'RequestItems':{'items':["
                                        + puts(1)
                                        + "],'nope':["
                                        + puts(1)
                                        + "]}}"))
                .startsWith("ResourceNotFoundException");
        String get = "{'RequestItems':{'items':{'Keys':[%s]}}}";
        assertThat(service.error("BatchGetItem", get.formatted(keys(1) + "," + keys(1))))
                .endsWith(twice);
        assertThat(service.error("BatchGetItem", get.formatted(keys(101))))
                .contains("Member must have length less than or equal to 100");
        assertThat(service.error("BatchGetItem", "{'RequestItems':{}}"))
                .endsWith(
                        "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
        assertThat(count()).isEqualTo("{'Count':0,'ScannedCount':0}");
    }
}
