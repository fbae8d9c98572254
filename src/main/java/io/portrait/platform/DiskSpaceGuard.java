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
 * The reserve on the embedded database's disk. PostgreSQL gives up all at once when it cannot extend its log, so new events
 * are refused before that, and what was accepted has the reserve to be learned in.
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
            throw new UncheckedIOException("the disk of " + directory + " cannot be found", e);
        }
    }

    /** A look costs one call of the system, so every batch can afford its own. */
    @Override
    public boolean hasFreeSpace() {
        try {
            long free = disk.getUsableSpace();
            logTransition(free);
            return free >= reserve.toBytes();
        } catch (IOException e) {
            log.warn("The free space of {} cannot be seen: {}", directory, e.toString());
            return true;
        }
    }

    private void logTransition(long free) {
        boolean nowBelowReserve = free < reserve.toBytes();
        if (belowReserve.compareAndSet(!nowBelowReserve, nowBelowReserve)) {
            if (nowBelowReserve) {
                log.error(
                        "The disk of {} has {} MB left, less than portrait.database.min-free-space ({} MB)."
                                + " New events are refused with 503 until there is more: free some space, or move the"
                                + " directory to a larger disk (PORTRAIT_DATA_DIR)",
                        directory,
                        DataSize.ofBytes(free).toMegabytes(),
                        reserve.toMegabytes());
            } else {
                log.warn("The disk of {} has room again: new events are taken", directory);
            }
        }
    }
}
