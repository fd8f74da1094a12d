package dev.hedgerow.simulation.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An open file, or a folder opened to be synced. */
final class MountChannel extends FileChannel {
    private final Mount mount;
    private final Inode inode;
    private final boolean synced;
    private final boolean appends;
    private long position;
    private boolean locked;

    MountChannel(Mount mount, Inode inode, Set<? extends OpenOption> options) {
        this.mount = mount;
        this.inode = inode;
        synced =
                options.contains(StandardOpenOption.DSYNC)
                        || options.contains(StandardOpenOption.SYNC);
        appends = options.contains(StandardOpenOption.APPEND);
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            set(new byte[0]);
        }
    }

    private Inode.File file() {
        if (inode instanceof Inode.File file) {
            return file;
        }
        throw new UnsupportedOperationException("a folder has no bytes");
    }

    private void set(byte[] content) {
        Inode.File file = file();
        file.live = content;
        file.writer = mount;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = read(target, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer target, long from) {
        byte[] live = file().live;
        if (from >= live.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), live.length - (int) from);
        target.put(live, (int) from, count);
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (appends) {
            position = file().live.length;
        }
        int count = write(source, position);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source, long to) throws IOException {
        if (mount.disk().isFull()) {
            throw new IOException("No space left on device");
        }
        int count = source.remaining();
        byte[] live = file().live;
        byte[] longer = Arrays.copyOf(live, Math.max(live.length, (int) to + count));
        source.get(longer, (int) to, count);
        set(longer);
        if (synced) {
            mount.disk().sync(inode);
        }
        return count;
    }

    @Override
    public void force(boolean metaData) {
        mount.disk().sync(inode);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long at) {
        position = at;
        return this;
    }

    @Override
    public long size() {
        return file().live.length;
    }

    @Override
    public FileChannel truncate(long size) {
        if (size < size()) {
            set(Arrays.copyOf(file().live, (int) size));
        }
        return this;
    }

    @Override
    public @Nullable FileLock tryLock(long from, long size, boolean shared) {
        Inode.File file = file();
        if (mount.disk().locksLie()) {
            return new Whole(this);
        }
        if (file.locker == mount) {
            throw new OverlappingFileLockException();
        }
        if (file.locker != null) {
            return null;
        }
        file.locker = mount;
        locked = true;
        return new Whole(this);
    }

    private void unlock() {
        if (locked) {
            file().locker = null;
            locked = false;
        }
    }

    @Override
    protected void implCloseChannel() {
        unlock();
    }

    /** A lock of the whole file. */
    private static final class Whole extends FileLock {
        private final MountChannel channel;

        Whole(MountChannel channel) {
            super(channel, 0, Long.MAX_VALUE, false);
            this.channel = channel;
        }

        @Override
        public boolean isValid() {
            return channel.locked;
        }

        @Override
        public void release() {
            channel.unlock();
        }
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException("a lock that waits");
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }
}
