package io.portrait.web;

import io.portrait.access.consent.ExportProperties;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A temporary file with one export. On Linux and macOS its name is removed as soon as it is open, so no other program can open
 * it, and it disappears with the process.
 */
final class ExportFile implements AutoCloseable {

    private static final Set<StandardOpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    private static final long SPACE_CHECK_BYTES = 8L << 20;

    private final FileChannel channel;
    private final FileStore disk;
    private final ExportProperties properties;
    private final AtomicLong totalBytes;
    private long bytes;

    private ExportFile(FileChannel channel, FileStore disk, ExportProperties properties, AtomicLong totalBytes) {
        this.channel = channel;
        this.disk = disk;
        this.properties = properties;
        this.totalBytes = totalBytes;
    }

    /**
     * Creates an empty file.
     *
     * @param totalBytes the sum of the sizes of all files, to which this one is added
     */
    static ExportFile create(ExportProperties properties, AtomicLong totalBytes) throws IOException {
        Path directory = Objects.requireNonNullElseGet(
                properties.directory(), () -> Path.of(System.getProperty("java.io.tmpdir")));
        if (properties.directory() != null) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
        FileChannel channel = FileChannel.open(
                directory.resolve("portrait-export-" + UUID.randomUUID()), OPTIONS, ownerOnly("rw-------"));
        return new ExportFile(channel, Files.getFileStore(directory), properties, totalBytes);
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** The stream that fills the file; closing it keeps the file. */
    OutputStream output() {
        OutputStream target = Channels.newOutputStream(channel);
        return new OutputStream() {

            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                reserve(length);
                target.write(source, offset, length);
            }
        };
    }

    private void reserve(int length) throws IOException {
        boolean checksSpace = bytes / SPACE_CHECK_BYTES != (bytes + length) / SPACE_CHECK_BYTES || bytes == 0;
        if (checksSpace && disk.getUsableSpace() < properties.minFreeSpace().toBytes()) {
            throw ProblemException.storageFull();
        }
        if (bytes + length > properties.maxSize().toBytes()) {
            throw ProblemCode.EXPORT_TOO_LARGE.problem(
                    "an export may have %s; an operator can raise portrait.exports.max-size"
                            .formatted(properties.maxSize()));
        }
        bytes += length;
        totalBytes.addAndGet(length);
    }

    long size() {
        return bytes;
    }

    SeekableByteChannel fromStart() throws IOException {
        return channel.position(0);
    }

    @Override
    public void close() throws IOException {
        totalBytes.addAndGet(-bytes);
        channel.close();
    }
}
