package dev.hedgerow.dynamodb.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * An answer on its way, in the bytes of HTTP/1.1. Every header is one of ours, so that nothing in
 * it has to be checked or escaped.
 *
 * @param date as the header has it
 * @param type empty when nothing is said of it
 * @param body as it is sent
 * @param left to be run once the client has it, or never will
 */
record Response(
        int status,
        String date,
        Optional<String> type,
        boolean compressed,
        byte[] body,
        Connection.Outcome outcome,
        Runnable left) {
    private static final byte[] CONTINUE = bytes("HTTP/1.1 100 Continue\r\n\r\n");
    private static final byte[] OK = bytes("HTTP/1.1 200 OK\r\nDate: ");
    private static final byte[] TYPE = bytes("\r\nContent-Type: ");
    private static final byte[] COMPRESSED = bytes("\r\nContent-Encoding: gzip");
    private static final byte[] LENGTH = bytes("\r\nContent-Length: ");
    private static final byte[] REQUEST_ID = bytes("\r\nx-amzn-RequestId: ");
    private static final byte[] CHECKSUM = bytes("\r\nx-amz-crc32: ");
    private static final byte[] CLOSE = bytes("\r\nConnection: close");
    private static final byte[] END = bytes("\r\n\r\n");

    /** All headers together are shorter. */
    private static final int HEAD_MAX = 384;

    /** Up to here it is cheaper to copy a body than to send it by itself. */
    private static final int COPIED_MAX = 16 << 10;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What a client gets that asks whether to go on. */
    static ByteBuf goOn() {
        return Unpooled.wrappedBuffer(CONTINUE);
    }

    boolean keepAlive() {
        return outcome.keepAlive();
    }

    /** Whether {@link #head} holds the body too. */
    boolean isShort() {
        return body.length <= COPIED_MAX;
    }

    /**
     * The headers, and the body if it is short.
     *
     * @param last whether the connection is closed behind it
     */
    ByteBuf head(ByteBufAllocator memory, boolean last) {
        ByteBuf out = memory.directBuffer(HEAD_MAX + (isShort() ? body.length : 0));
        if (status == HttpResponseStatus.OK.code()) {
            out.writeBytes(OK);
        } else {
            ByteBufUtil.writeAscii(
                    out, "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\nDate: ");
        }
        ByteBufUtil.writeAscii(out, date);
        if (type.isPresent()) {
            out.writeBytes(TYPE);
            ByteBufUtil.writeAscii(out, type.get());
        }
        if (compressed) {
            out.writeBytes(COMPRESSED);
        }
        out.writeBytes(LENGTH);
        ByteBufUtil.writeAscii(out, Integer.toString(body.length));
        out.writeBytes(REQUEST_ID);
        ByteBufUtil.writeAscii(out, outcome.id());
        out.writeBytes(CHECKSUM);
        ByteBufUtil.writeAscii(out, checksum());
        if (last) {
            out.writeBytes(CLOSE);
        }
        out.writeBytes(END);
        return isShort() ? out.writeBytes(body) : out;
    }

    private String checksum() {
        var crc = new CRC32();
        crc.update(body);
        return Long.toString(crc.getValue());
    }
}
