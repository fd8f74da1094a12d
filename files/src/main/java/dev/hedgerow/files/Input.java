package dev.hedgerow.files;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** A named stream of bytes that counts what was read and names itself when it fails. */
final class Input extends FilterInputStream {
    private final String name;
    private final OptionalLong bytesTotal;
    private final AtomicLong bytesRead = new AtomicLong();

    Input(InputStream stream, String name, OptionalLong bytesTotal) {
        super(stream);
        this.name = name;
        this.bytesTotal = bytesTotal;
    }

    /** The bytes of a file. */
    static Input open(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw failed(file.toString(), "it is a folder; name a file in it", null);
            }
            return new Input(
                    Files.newInputStream(file), file.toString(), OptionalLong.of(Files.size(file)));
        } catch (IOException e) {
            throw failed(file.toString(), reason(e), e);
        }
    }

    /** The failure of reading {@code name}. */
    static HedgerowException failed(String name, IOException cause) {
        return failed(name, reason(cause), cause);
    }

    private static HedgerowException failed(
            String name, String reason, @org.jspecify.annotations.Nullable IOException cause) {
        var sentence = "Cannot read " + name + ": " + reason;
        return cause == null
                ? HedgerowException.of(Failure.INPUT_OUTPUT, sentence, Map.of("path", name))
                : HedgerowException.causedBy(cause, Failure.INPUT_OUTPUT, sentence);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "this process may not read it";
            default -> String.valueOf(cause.getMessage());
        };
    }

    String name() {
        return name;
    }

    OptionalLong bytesTotal() {
        return bytesTotal;
    }

    long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        if (octet >= 0) {
            bytesRead.incrementAndGet();
        }
        return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            bytesRead.addAndGet(count);
        }
        return count;
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw failed(name, e);
        }
    }
}
