package dev.hedgerow.engine.ladybug;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** What both structs of the Arrow C data interface need. */
@SuppressWarnings("restricted") // this class reads native memory
final class Arrow {
    private static final long NAME_MAX = 1L << 16;
    private static final MethodHandle RELEASE =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));

    private Arrow() {}

    /** Frees what a struct owns, with the function that it carries. */
    static void release(MemorySegment struct, long releaseOffset) {
        var function = struct.get(ADDRESS, releaseOffset);
        if (function.address() == 0) {
            return;
        }
        try {
            RELEASE.invokeExact(function, struct);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native function cannot throw", e);
        }
    }

    /** A string that ends at its zero byte; empty when there is none. */
    static String text(MemorySegment address) {
        if (address.address() == 0) {
            return "";
        }
        var bytes = address.reinterpret(NAME_MAX);
        long length = 0;
        while (length < NAME_MAX && bytes.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        return new String(bytes.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
