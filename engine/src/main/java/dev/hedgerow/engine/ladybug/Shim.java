package dev.hedgerow.engine.ladybug;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hedgerow.engine.OpenOptions;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The functions of {@code shim.cpp}. Addresses of native objects are plain segments here; who may
 * still use one is the business of {@link LadybugDatabase} and {@link LadybugSession}. Failures are
 * {@link NativeFailure}s.
 */
@SuppressWarnings("restricted") // this class is where the process trusts native code
final class Shim {
    private static final long TEXT_MAX = 1L << 20;

    private final SymbolLookup symbols;
    private final MethodHandle message;
    private final MethodHandle open;
    private final MethodHandle close;
    private final MethodHandle connect;
    private final MethodHandle disconnect;
    private final MethodHandle timeout;
    private final MethodHandle interrupt;
    private final MethodHandle run;
    private final MethodHandle prepare;
    private final MethodHandle discard;
    private final MethodHandle execute;
    private final MethodHandle free;
    private final MethodHandle types;
    private final MethodHandle schema;
    private final MethodHandle next;
    private final MethodHandle trim;

    Shim(SymbolLookup symbols) {
        this.symbols = symbols;
        message = function("message", ADDRESS);
        open = function("open", ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
        close = function("close", JAVA_INT, ADDRESS);
        connect = function("connect", ADDRESS, ADDRESS, JAVA_LONG);
        disconnect = function("disconnect", JAVA_INT, ADDRESS);
        timeout = function("timeout", JAVA_INT, ADDRESS, JAVA_LONG);
        interrupt = function("interrupt", JAVA_INT, ADDRESS);
        run = function("run", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
        prepare = function("prepare", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
        discard = function("discard", JAVA_INT, ADDRESS);
        execute = function("execute", ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
        free = function("free", JAVA_INT, ADDRESS);
        types = function("types", ADDRESS, ADDRESS);
        schema = function("schema", JAVA_INT, ADDRESS, ADDRESS);
        next = function("next", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);
        var linker = Linker.nativeLinker();
        trim =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("malloc_trim"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    }

    /** Fails when the library is not the one that the shim was written for. */
    void selfCheck() {
        check(call(() -> (int) function("self_check", JAVA_INT).invokeExact()));
    }

    MemorySegment open(String path, OpenOptions options) {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocateFrom(path);
            int readOnly = options.readOnly() ? 1 : 0;
            return present(
                    call(() ->
                            (MemorySegment)
                                    open.invokeExact(
                                            name,
                                            options.poolBytes(),
                                            options.maxBytes(),
                                            (long) options.threads(),
                                            readOnly)));
        }
    }

    void close(MemorySegment database) {
        check(call(() -> (int) close.invokeExact(database)));
    }

    MemorySegment connect(MemorySegment database, long threads) {
        return present(call(() -> (MemorySegment) connect.invokeExact(database, threads)));
    }

    void disconnect(MemorySegment connection) {
        check(call(() -> (int) disconnect.invokeExact(connection)));
    }

    /** Zero for no limit. */
    void timeout(MemorySegment connection, long milliseconds) {
        check(call(() -> (int) timeout.invokeExact(connection, milliseconds)));
    }

    /** The one function that any thread may call while the connection lives. */
    void interrupt(MemorySegment connection) {
        check(call(() -> (int) interrupt.invokeExact(connection)));
    }

    void run(MemorySegment connection, String text) {
        try (var arena = Arena.ofConfined()) {
            var bytes = arena.allocateFrom(text);
            long length = bytes.byteSize() - 1;
            check(call(() -> (int) run.invokeExact(connection, bytes, length)));
        }
    }

    MemorySegment prepare(MemorySegment connection, String text) {
        try (var arena = Arena.ofConfined()) {
            var bytes = arena.allocateFrom(text);
            long length = bytes.byteSize() - 1;
            return present(
                    call(() -> (MemorySegment) prepare.invokeExact(connection, bytes, length)));
        }
    }

    void discard(MemorySegment statement) {
        check(call(() -> (int) discard.invokeExact(statement)));
    }

    MemorySegment execute(MemorySegment connection, MemorySegment statement, byte[] parameters) {
        try (var arena = Arena.ofConfined()) {
            var bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, parameters);
            long length = parameters.length;
            return present(
                    call(() ->
                            (MemorySegment)
                                    execute.invokeExact(connection, statement, bytes, length)));
        }
    }

    void free(MemorySegment result) {
        check(call(() -> (int) free.invokeExact(result)));
    }

    /** The engine's names of the column types. */
    List<String> types(MemorySegment result) {
        var names = present(call(() -> (MemorySegment) types.invokeExact(result)));
        return List.of(text(names).split("\u001f", -1));
    }

    void schema(MemorySegment result, MemorySegment arrowSchema) {
        check(call(() -> (int) schema.invokeExact(result, arrowSchema)));
    }

    /** False at the end of the result. */
    boolean next(MemorySegment result, long rowsMax, MemorySegment arrowArray) {
        return check(call(() -> (int) next.invokeExact(result, rowsMax, arrowArray))) == 1;
    }

    /** Gives free memory back to the system, which the C library does not do by itself. */
    void trim() {
        var _ = call(() -> (int) trim.invokeExact(0L));
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(
                        symbols.findOrThrow("hedgerow_" + name),
                        FunctionDescriptor.of(result, arguments));
    }

    private int check(int status) {
        if (status < 0) {
            throw failure();
        }
        return status;
    }

    private MemorySegment present(MemorySegment address) {
        if (address.address() == 0) {
            throw failure();
        }
        return address;
    }

    private NativeFailure failure() {
        return new NativeFailure(text(call(() -> (MemorySegment) message.invokeExact())));
    }

    private static String text(MemorySegment address) {
        var bytes = address.reinterpret(Long.MAX_VALUE);
        long length = 0;
        while (length < TEXT_MAX && bytes.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        return new String(
                bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static <T> T call(Invocation<T> invocation) {
        try {
            return invocation.invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native function cannot throw", e);
        }
    }

    @FunctionalInterface
    private interface Invocation<T> {
        T invoke() throws Throwable;
    }
}
