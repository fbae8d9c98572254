package io.portrait.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Files and directories that only the user of this process can read and write (modes 0600 and 0700). On a file system without
 * POSIX permissions the permissions of the parent directory are inherited and nothing is checked.
 */
final class PrivateFiles {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?>[] DIRECTORY_ATTRIBUTES =
            POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(DIRECTORY)} : new FileAttribute<?>[0];
    private static final FileAttribute<?>[] FILE_ATTRIBUTES =
            POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)} : new FileAttribute<?>[0];

    private PrivateFiles() {}

    /** Creates a directory with its missing parents; existing ones keep their permissions. */
    static Path createDirectories(Path directory) throws IOException {
        return Files.createDirectories(directory, DIRECTORY_ATTRIBUTES);
    }

    /** Takes all permissions of other users from a directory. */
    static void restrictDirectory(Path directory) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
    }

    /** Opens a file for writing, creates it if it is absent, and takes all permissions of other users from it. */
    static FileChannel open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE_ATTRIBUTES);
        if (POSIX) {
            Files.setPosixFilePermissions(file, FILE);
        }
        return channel;
    }

    /** Replaces the content of a file in one step, so that a crash leaves the old or the new content. */
    static void replace(Path file, String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel = open(next)) {
            channel.write(StandardCharsets.UTF_8.encode(content));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes a new file, which is executable if its owner shall run it. */
    static void copy(InputStream content, Path file, boolean executable) throws IOException {
        try (FileChannel channel = open(file)) {
            content.transferTo(Channels.newOutputStream(channel));
        }
        if (POSIX && executable) {
            Files.setPosixFilePermissions(file, DIRECTORY);
        }
    }

    /** A check whether a user owns a file or directory and no other user can write to it. The target of a link is not checked. */
    static boolean isWritableOnlyBy(UserPrincipal owner, Path path) throws IOException {
        if (!POSIX) {
            return true;
        }
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.owner().equals(owner) && (attributes.isSymbolicLink() || !isWritableByOthers(attributes));
    }

    private static boolean isWritableByOthers(PosixFileAttributes attributes) {
        return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    static boolean isWritableByEverybody(Path directory) throws IOException {
        return POSIX && Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** The owner of a file; of a link itself, not of its target. */
    static UserPrincipal ownerOf(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The user of this process, found as the owner of a file that it creates. */
    static UserPrincipal userWritingTo(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", null);
        try {
            return ownerOf(probe);
        } finally {
            Files.delete(probe);
        }
    }
}
