package dev.hedgerow.simulation.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * A path on a mount.
 *
 * @param plain the same path of this machine, which knows how paths are put together
 */
record MountPath(Mount mount, Path plain) implements Path {
    private Path of(Path other) {
        return new MountPath(mount, other);
    }

    private @Nullable Path ofNullable(@Nullable Path other) {
        return other == null ? null : of(other);
    }

    static Path plain(Path path) {
        if (path instanceof MountPath(Mount _, Path plain)) {
            return plain;
        }
        throw new ProviderMismatchException(path + " is not on a simulated disk");
    }

    @Override
    public FileSystem getFileSystem() {
        return mount;
    }

    @Override
    public boolean isAbsolute() {
        return plain.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return ofNullable(plain.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return ofNullable(plain.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return ofNullable(plain.getParent());
    }

    @Override
    public int getNameCount() {
        return plain.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return of(plain.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return of(plain.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return plain.startsWith(plain(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return plain.endsWith(plain(other));
    }

    @Override
    public Path normalize() {
        return of(plain.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return of(plain.resolve(plain(other)));
    }

    @Override
    public Path relativize(Path other) {
        return of(plain.relativize(plain(other)));
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path toAbsolutePath() {
        return of(Path.of("/").resolve(plain));
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(
            WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return plain.compareTo(plain(other));
    }

    @Override
    public String toString() {
        return plain.toString();
    }
}
