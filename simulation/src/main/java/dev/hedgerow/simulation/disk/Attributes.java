package dev.hedgerow.simulation.disk;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What is known of a file; times are not kept. */
record Attributes(Inode inode) implements BasicFileAttributes {
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @Override
    public FileTime lastModifiedTime() {
        return LONG_AGO;
    }

    @Override
    public FileTime lastAccessTime() {
        return LONG_AGO;
    }

    @Override
    public FileTime creationTime() {
        return LONG_AGO;
    }

    @Override
    public boolean isRegularFile() {
        return inode instanceof Inode.File;
    }

    @Override
    public boolean isDirectory() {
        return inode instanceof Inode.Folder;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public long size() {
        return inode instanceof Inode.File file ? file.live.length : 0;
    }

    @Override
    public Object fileKey() {
        return inode;
    }
}
