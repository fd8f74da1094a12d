package dev.hedgerow.bench;

import java.nio.charset.StandardCharsets;

/** As much of an HTTP answer as has come: where its head ends, its status, its length. */
final class TableAnswer {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = 9;

    /** Where its bytes come to: the whole head, and of a long body what came last. */
    final byte[] bytes = new byte[256 << 10];

    private int filled;
    private int looked;

    /** How many bytes are to come; unknown before the head is whole. */
    private long missing;

    private boolean isHeadWhole;

    /** Forgets the answer, for the next one. */
    void begin() {
        filled = 0;
        looked = 0;
        isHeadWhole = false;
    }

    /** Where the next bytes go. */
    int at() {
        if (isHeadWhole && filled == bytes.length) {
            filled = 0;
        }
        return filled;
    }

    /**
     * Bytes have come.
     *
     * @throws IllegalStateException if the answer is not a good one
     */
    void came(int count) {
        filled += count;
        if (isHeadWhole) {
            missing -= count;
            return;
        }
        for (; looked + HEAD_END.length <= filled; looked++) {
            if (isAt(looked, HEAD_END)) {
                isHeadWhole = true;
                missing = (long) looked + HEAD_END.length + length(looked) - filled;
                check();
                return;
            }
        }
    }

    boolean isWhole() {
        return isHeadWhole && missing <= 0;
    }

    private void check() {
        if (bytes[STATUS_AT] != '2') {
            throw new IllegalStateException(new String(bytes, 0, filled, StandardCharsets.UTF_8));
        }
    }

    private int length(int until) {
        for (int i = 0; i < until - LENGTH.length; i++) {
            if (bytes[i] == '\n' && isAt(i + 1, LENGTH)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; bytes[at] != '\r'; at++) {
                    if (bytes[at] != ' ') {
                        length = 10 * length + bytes[at] - '0';
                    }
                }
                return length;
            }
        }
        throw new IllegalStateException("an answer without a length");
    }

    /** Whether these lower-case bytes stand there, in any case. */
    private boolean isAt(int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (Character.toLowerCase((char) bytes[at + i]) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
