package dev.hedgerow.store.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Tells a log that ends in the middle of a record, as a crash leaves it, from one that is damaged
 * before its end. Every record is synced before the next one is begun, so that a whole record
 * behind a damaged place says that acknowledged ones are lost.
 *
 * <p>The format is RocksDB's: blocks of 32 KiB, and in them pieces of records behind a head of
 * checksum, length and kind. See "Write Ahead Log File Format" in its documentation.
 */
final class WriteAheadLogs {
    private static final int BLOCK = 32 * 1024;
    private static final int HEAD = 4 + 2 + 1;
    private static final int WHOLE = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int MASK = 0xa282ead8;
    private static final String SUFFIX = ".log";

    private WriteAheadLogs() {}

    /** Where the logs of the folder are damaged, if a whole record begins behind that place. */
    static Optional<String> damaged(Path folder) throws IOException {
        Optional<String> damage = Optional.empty();
        for (Path file : logs(folder)) {
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                var block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
                for (long begin = 0; read(channel, begin, block) > 0; begin += BLOCK) {
                    if (damage.isPresent() && beginsFrom(block, 0)) {
                        return damage;
                    }
                    int bad = damage.isPresent() ? -1 : firstBad(block);
                    if (bad >= 0) {
                        damage = Optional.of("%s at byte %d".formatted(file, begin + bad));
                        if (beginsFrom(block, bad + 1)) {
                            return damage;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> logs(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(WriteAheadLogs::isLog)
                    .sorted(Comparator.comparingLong(WriteAheadLogs::number))
                    .toList();
        }
    }

    private static boolean isLog(Path file) {
        return file.getFileName().toString().matches("\\d+\\" + SUFFIX);
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
    }

    private static int read(FileChannel channel, long begin, ByteBuffer block) throws IOException {
        block.clear();
        while (block.hasRemaining() && channel.read(block, begin + block.position()) >= 0) {
            // until the block is full or the file ends
        }
        block.flip();
        return block.limit();
    }

    /** Where the block's first piece is that is not sound; negative when all of them are. */
    private static int firstBad(ByteBuffer block) {
        int at = 0;
        while (block.limit() - at >= HEAD) {
            if (!isSound(block, at)) {
                return at;
            }
            at += HEAD + length(block, at);
        }
        boolean cutOff = at < block.limit() && block.limit() < BLOCK;
        return cutOff ? at : -1;
    }

    /** Whether a record begins in the block, at the place or behind it. */
    private static boolean beginsFrom(ByteBuffer block, int place) {
        for (int at = place; block.limit() - at >= HEAD; at++) {
            int kind = block.get(at + HEAD - 1);
            if ((kind == WHOLE || kind == FIRST) && isSound(block, at)) {
                return true;
            }
        }
        return false;
    }

    private static int length(ByteBuffer block, int at) {
        return Short.toUnsignedInt(block.getShort(at + 4));
    }

    private static boolean isSound(ByteBuffer block, int at) {
        int kind = block.get(at + HEAD - 1);
        int length = length(block, at);
        if (kind < WHOLE || kind > LAST || HEAD + length > block.limit() - at) {
            return false;
        }
        var sum = new CRC32C();
        sum.update(block.slice(at + HEAD - 1, 1 + length));
        int masked = Integer.rotateRight((int) sum.getValue(), 15) + MASK;
        return masked == block.getInt(at);
    }
}
