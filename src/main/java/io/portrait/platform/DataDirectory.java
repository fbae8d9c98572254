package io.portrait.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the embedded database: the data of PostgreSQL and its unpacked programs. It belongs to one user, and at a time
 * to one process, which holds its lock.
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "portrait.lock";
    private static final String ROOT = "root";

    private final Path path;
    private final UserPrincipal user;
    private final FileChannel lock;

    private DataDirectory(Path path, UserPrincipal user, FileChannel lock) {
        this.path = path;
        this.user = user;
        this.lock = lock;
    }

    /**
     * Creates the directory if it is absent, takes the permissions of other users from it, and locks it. A directory with files
     * of other programs keeps its permissions, because it is probably set by mistake.
     *
     * @throws DataDirectoryNotPrivateException if another user can exchange files of the directory
     * @throws DataDirectoryInUseException if another process holds the lock
     */
    static DataDirectory open(Path directory) throws IOException {
        PrivateFiles.createDirectories(directory);
        UserPrincipal user = PrivateFiles.userWritingTo(directory);
        if (isExclusivelyUsed(directory, user)) {
            PrivateFiles.restrictDirectory(directory);
        } else {
            requireNoOtherWriter(directory, user);
        }
        return new DataDirectory(directory, user, lock(directory, user));
    }

    /** A check whether the user owns the directory and it contains the files of this program or none. */
    private static boolean isExclusivelyUsed(Path directory, UserPrincipal user) throws IOException {
        Path lock = directory.resolve(LOCK);
        return Files.getOwner(directory).equals(user)
                && (isEmpty(directory)
                        || (Files.exists(lock) && PrivateFiles.ownerOf(lock).equals(user)));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /**
     * Refuses a directory that another user owns or everybody can write to. The user root and the group of root's directory are
     * trusted, because Kubernetes mounts volumes with these.
     */
    private static void requireNoOtherWriter(Path directory, UserPrincipal user) throws IOException {
        UserPrincipal owner = Files.getOwner(directory);
        if (!owner.equals(user) && !owner.getName().equals(ROOT)) {
            throw new DataDirectoryNotPrivateException(directory, "belongs to the user " + owner.getName());
        }
        if (PrivateFiles.isWritableByEverybody(directory)) {
            throw new DataDirectoryNotPrivateException(directory, "can be written to by every user");
        }
    }

    private static FileChannel lock(Path directory, UserPrincipal user) throws IOException {
        Path file = directory.resolve(LOCK);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !PrivateFiles.ownerOf(file).equals(user)) {
            throw new DataDirectoryNotPrivateException(directory, "has a lock file of another user");
        }
        FileChannel channel = PrivateFiles.open(file);
        if (!tryLock(channel)) {
            channel.close();
            throw new DataDirectoryInUseException(directory);
        }
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /** The directory of PostgreSQL's database cluster. */
    Path cluster() {
        return path.resolve("postgres");
    }

    /** The directory of PostgreSQL's unpacked programs. */
    Path binaries() {
        return path.resolve("binaries");
    }

    /** The user of this process, who owns all files of the directory. */
    UserPrincipal user() {
        return user;
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
