package dev.hedgerow.simulation.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link java.nio.file.Files} does on a mount; of it, what is used. */
final class MountProvider extends FileSystemProvider {
    private final Mount mount;
    private final FileDisk disk;

    MountProvider(Mount mount) {
        this.mount = mount;
        this.disk = mount.disk();
    }

    private @Nullable Inode find(Path path) {
        return disk.find(MountPath.plain(path.toAbsolutePath().normalize()));
    }

    private Inode require(Path path) throws NoSuchFileException {
        disk.pause();
        Inode found = find(path);
        if (found == null) {
            throw new NoSuchFileException(path.toString());
        }
        return found;
    }

    private Inode.Folder folder(Path path) throws IOException {
        if (require(path) instanceof Inode.Folder folder) {
            return folder;
        }
        throw new NotDirectoryException(path.toString());
    }

    private Inode.Folder parent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return folder(parent);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private void refuseFull(Path path) throws FileSystemException {
        if (disk.isFull()) {
            throw new FileSystemException(path.toString(), null, "No space left on device");
        }
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Inode.Folder parent = find(path) == null ? parent(path) : null;
        disk.pause();
        Inode found = find(path);
        boolean fresh = options.contains(StandardOpenOption.CREATE_NEW);
        if (found == null && (fresh || options.contains(StandardOpenOption.CREATE))) {
            refuseFull(path);
            found = new Inode.File();
            disk.rename(
                    mount,
                    parent == null ? parent(path) : parent,
                    Map.of(name(path), Optional.of(found)));
        } else if (found == null) {
            throw new NoSuchFileException(path.toString());
        } else if (fresh) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return new MountChannel(mount, found, options);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
        List<Path> inside = new ArrayList<>();
        for (String name : folder(path).live.keySet()) {
            Path each = path.resolve(name);
            if (filter.accept(each)) {
                inside.add(each);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return inside.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        Inode.Folder parent = parent(path);
        refuseFull(path);
        if (parent.live.containsKey(name(path))) {
            throw new FileAlreadyExistsException(path.toString());
        }
        disk.rename(mount, parent, Map.of(name(path), Optional.of(new Inode.Folder())));
    }

    @Override
    public void delete(Path path) throws IOException {
        Inode found = require(path);
        if (found instanceof Inode.Folder folder && !folder.live.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        if (found instanceof Inode.File) {
            mount.delete(path);
        }
        disk.rename(mount, parent(path), Map.of(name(path), Optional.empty()));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException("nobody copies " + source);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Inode found = require(source);
        Inode.Folder parent = parent(target);
        if (parent != parent(source)) {
            throw new UnsupportedOperationException("only within a folder: " + source);
        }
        disk.rename(
                mount,
                parent,
                Map.of(name(source), Optional.empty(), name(target), Optional.of(found)));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        var _ = require(path);
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        var _ = require(path);
        return new MountStore(disk);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        return type.cast(new Attributes(require(path)));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException(attributes);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException(attribute);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return require(path) == require(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return mount;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
