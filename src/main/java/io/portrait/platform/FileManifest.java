package io.portrait.platform;

import io.portrait.kernel.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A list of the SHA-256 of all files below a directory, in the format of the program {@code sha256sum}. */
final class FileManifest {

    private static final String NAME = "manifest.sha256";

    private FileManifest() {}

    /** Writes the manifest of a directory into it. */
    static void write(Path directory) throws IOException {
        PrivateFiles.replace(directory.resolve(NAME), of(directory));
    }

    /** A check whether a directory contains exactly the files of the manifest in it. */
    static boolean isSatisfiedBy(Path directory) throws IOException {
        Path manifest = directory.resolve(NAME);
        return Files.exists(manifest) && Files.readString(manifest).equals(of(directory));
    }

    /** The files are digested in parallel, because each start waits for this. */
    private static String of(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> files = paths.filter(path -> !Files.isDirectory(path) || Files.isSymbolicLink(path))
                    .filter(path -> !path.equals(directory.resolve(NAME)))
                    .sorted()
                    .toList();
            return files.parallelStream()
                    .map(file -> "%s  %s\n".formatted(digest(file), directory.relativize(file)))
                    .collect(Collectors.joining());
        } catch (UncheckedIOException e) {
            throw new IOException("cannot read the files in " + directory, e);
        }
    }

    /** The digest of the content; of a symbolic link, also of its target, so that an exchanged link is noticed. */
    private static String digest(Path file) {
        try {
            byte[] digest = Digests.sha256().digest(Files.readAllBytes(file));
            String target = Files.isSymbolicLink(file) ? " -> " + Files.readSymbolicLink(file) : "";
            return HexFormat.of().formatHex(digest) + target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
