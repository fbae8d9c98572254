package io.portrait.platform;

import io.portrait.kernel.Digests;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The programs and libraries of PostgreSQL, unpacked from the jar into a directory that is named by the digest of the archive.
 * Before any of them is run, the owner, the permissions and the SHA-256 of every file are compared with the manifest that the
 * unpacking wrote. If anything differs, all files are unpacked anew.
 *
 * <p>The manifest lies beside the files. It is sufficient, because only the owner of the directories can write it: another user
 * who could write to the directory in the past cannot create files of this owner.
 */
final class PostgresBinaries {

    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);
    private static final int DIGEST_CHARACTERS = 32;

    private final Path directory;

    private PostgresBinaries(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks the archive of this platform, or verifies what is there.
     *
     * @param parent the directory of all versions
     * @param owner the user of this process
     */
    static PostgresBinaries unpackedIn(Path parent, UserPrincipal owner) throws IOException {
        PrivateFiles.createDirectories(parent);
        Path versions = parent.toRealPath();
        if (!PrivateFiles.ownerOf(versions).equals(owner)) {
            throw new DataDirectoryNotPrivateException(
                    versions,
                    "belongs to the user " + PrivateFiles.ownerOf(versions).getName());
        }
        PrivateFiles.restrictDirectory(versions);
        byte[] archive = archive();
        Path directory = versions.resolve("PG-"
                + HexFormat.of().formatHex(Digests.sha256().digest(archive)).substring(0, DIGEST_CHARACTERS));
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !isUnchanged(directory, owner)) {
            log.warn("The PostgreSQL programs in {} are not the ones that were unpacked: unpacking anew", directory);
            FileSystemUtils.deleteRecursively(directory);
        }
        if (!Files.exists(directory)) {
            unpack(archive, directory);
        }
        return new PostgresBinaries(directory);
    }

    /** A process builder for a program. PostgreSQL does not run as root, so root's processes get a user namespace. */
    ProcessBuilder command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static byte[] archive() throws IOException {
        String machine = System.getProperty("os.arch").replaceFirst("^amd64$", "x86_64");
        return archive(system(), machine);
    }

    /**
     * The archive of a platform.
     *
     * @throws UnsupportedPlatformException if the jar was built on another platform
     */
    static byte[] archive(String system, String machine) throws IOException {
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return archive.readAllBytes();
        } catch (IllegalStateException e) {
            throw new UnsupportedPlatformException(system, machine, e);
        }
    }

    /** The system as the names of the archives have it. */
    private static String system() {
        String name = System.getProperty("os.name");
        if (name.startsWith("Windows")) {
            return "Windows";
        }
        return name.startsWith("Mac") ? "Darwin" : "Linux";
    }

    private static boolean isUnchanged(Path directory, UserPrincipal owner) throws IOException {
        return !Files.isSymbolicLink(directory)
                && isWritableOnlyBy(owner, directory)
                && FileManifest.isSatisfiedBy(directory);
    }

    private static boolean isWritableOnlyBy(UserPrincipal owner, Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (!PrivateFiles.isWritableOnlyBy(owner, path)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Unpacks into a temporary directory and renames it, so that a crash leaves no incomplete directory under the final name. */
    private static void unpack(byte[] archive, Path directory) throws IOException {
        Path temporary = Files.createTempDirectory(directory.getParent(), "unpacking"); // mode 0700
        try (TarArchiveInputStream entries = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entries, entry, temporary);
            }
            FileManifest.write(temporary);
            rename(temporary, directory);
        } finally {
            FileSystemUtils.deleteRecursively(temporary);
        }
    }

    /** Another process with the same directory may have been faster. */
    private static void rename(Path temporary, Path directory) throws IOException {
        try {
            Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(directory)) {
                throw e;
            }
        }
    }

    private static void unpack(TarArchiveInputStream content, TarArchiveEntry entry, Path directory)
            throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("the archive has a file outside of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            PrivateFiles.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (!entry.isFile()) {
            throw new IOException("the archive has an entry of unknown type: " + entry.getName());
        } else {
            Path parent = Objects.requireNonNull(target.getParent(), "the target is within the directory");
            PrivateFiles.createDirectories(parent);
            PrivateFiles.copy(content, target, parent.endsWith("bin"));
        }
    }
}
