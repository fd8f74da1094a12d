package dev.hedgerow.clients;

import com.amazonaws.services.dynamodbv2.streamsadapter.adapter.DynamoDBStreamsClientRecord;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import com.amazonaws.services.dynamodbv2.streamsadapter.processor.DynamoDBStreamsShardRecordProcessor;
import dev.hedgerow.clients.Streamed.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;

/**
 * What a worker of the Kinesis Client Library was shown. It sets a checkpoint behind every batch
 * until it has seen enough, and none from then on, as one that is about to crash. A worker that
 * loses its lease, as a slow machine makes it, and begins again, begins behind its checkpoint: what
 * it saw since does not count.
 */
final class Consumed {
    private final int enough;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Change> seen = new ArrayList<>();
    private int checkpointed;
    private boolean ended;

    Consumed(int enough) {
        this.enough = enough;
    }

    List<Change> seen() {
        lock.lock();
        try {
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }

    /** How many changes are before the last checkpoint. */
    int checkpointed() {
        lock.lock();
        try {
            return checkpointed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was told that the shard is at its end. */
    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void end(RecordProcessorCheckpointer checkpointer) {
        lock.lock();
        try {
            ended = checkpoint(checkpointer);
        } finally {
            lock.unlock();
        }
    }

    ShardRecordProcessor processor() {
        return new Processor();
    }

    private void take(DynamoDBStreamsProcessRecordsInput batch) {
        lock.lock();
        try {
            for (DynamoDBStreamsClientRecord each : batch.records()) {
                seen.add(Change.of(each.getRecord()));
            }
            if (checkpointed < enough && checkpoint(batch.checkpointer())) {
                checkpointed = seen.size();
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        lock.lock();
        try {
            seen.subList(checkpointed, seen.size()).clear();
        } finally {
            lock.unlock();
        }
    }

    /** Sets a checkpoint, unless the lease is lost. */
    private static boolean checkpoint(RecordProcessorCheckpointer checkpointer) {
        try {
            checkpointer.checkpoint();
            return true;
        } catch (ShutdownException _) {
            return false;
        } catch (InvalidStateException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Processor implements DynamoDBStreamsShardRecordProcessor {
        @Override
        public void initialize(InitializationInput input) {
            begin();
        }

        @Override
        public void processRecords(DynamoDBStreamsProcessRecordsInput input) {
            take(input);
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        @Override
        public void shardEnded(ShardEndedInput input) {
            end(input.checkpointer());
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            if (checkpointed() < enough) {
                boolean _ = checkpoint(input.checkpointer());
            }
        }
    }
}
