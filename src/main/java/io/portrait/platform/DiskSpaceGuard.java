package io.portrait.platform;

import io.portrait.kernel.StorageCapacity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * The reserve of free space on the disk of the embedded database. PostgreSQL stops when it cannot extend its log, so new events
 * are rejected before that; the reserve remains for projecting the events that were accepted.
 */
final class DiskSpaceGuard implements StorageCapacity {

    private static final Logger log = LoggerFactory.getLogger(DiskSpaceGuard.class);

    private final Path directory;
    private final DataSize reserve;
    private final FileStore disk;
    private final AtomicBoolean belowReserve = new AtomicBoolean();

    DiskSpaceGuard(Path directory, DataSize reserve) {
        try {
            this.directory = directory;
            this.reserve = reserve;
            this.disk = Files.getFileStore(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot determine the disk of " + directory, e);
        }
    }

    /** Costs one system call, so it can be checked for every batch. */
    @Override
    public boolean hasFreeSpace() {
        try {
            long free = disk.getUsableSpace();
            logTransition(free);
            return free >= reserve.toBytes();
        } catch (IOException e) {
            log.warn("Cannot determine the free space of {}: {}", directory, e.toString());
            return true;
        }
    }

    private void logTransition(long free) {
        boolean nowBelowReserve = free < reserve.toBytes();
        if (belowReserve.compareAndSet(!nowBelowReserve, nowBelowReserve)) {
            if (nowBelowReserve) {
                log.error(
                        "The disk of {} has {} MB left, less than portrait.database.min-free-space ({} MB)."
                                + " New events are rejected with 503 until there is more: free some space, or move the"
                                + " directory to a larger disk (PORTRAIT_DATA_DIR)",
                        directory,
                        DataSize.ofBytes(free).toMegabytes(),
                        reserve.toMegabytes());
            } else {
                log.warn("The disk of {} has enough free space again: new events are accepted", directory);
            }
        }
    }
}
