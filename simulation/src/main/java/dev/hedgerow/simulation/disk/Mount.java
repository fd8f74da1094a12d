package dev.hedgerow.simulation.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The disk as one machine sees it, over all of the machine's lives; a process of it is the owner of
 * its locks.
 */
public final class Mount extends FileSystem {
    private final FileDisk disk;
    private final MountProvider provider;
    private Consumer<Path> deleting = _ -> {};

    Mount(FileDisk disk) {
        this.disk = disk;
        this.provider = new MountProvider(this);
    }

    FileDisk disk() {
        return disk;
    }

    /** Hears of each file before it is deleted, and may refuse by throwing. */
    public void deleting(Consumer<Path> listener) {
        deleting = listener;
    }

    void delete(Path path) {
        deleting.accept(path);
    }

    public Path root() {
        return new MountPath(this, Path.of("/"));
    }

    /** The process ends: its locks are free, and what it wrote is still in the machine. */
    public void kill() {
        disk.unlock(this);
    }

    /** The machine's power fails: what was not synced may be gone. */
    public void crash() {
        kill();
        disk.crash(this);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(root());
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of(new MountStore(disk));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        return new MountPath(this, Path.of(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
