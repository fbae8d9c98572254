package io.portrait.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The processes of this machine that listen on TCP ports, from {@code /proc}; none on systems without it. */
final class ListeningProcesses {

    private static final Path PROC = Path.of("/proc");
    private static final List<String> TABLES = List.of("net/tcp", "net/tcp6");
    private static final String LISTENING = "0A";
    private static final String ESTABLISHED = "01";
    private static final int LOCAL_ADDRESS_FIELD = 1;
    private static final int REMOTE_ADDRESS_FIELD = 2;
    private static final int STATE_FIELD = 3;
    private static final int INODE_FIELD = 9;
    private static final int HEXADECIMAL = 16;

    private record TcpSocket(int localPort, int remotePort, String state, String inode) {

        static TcpSocket parse(String line) {
            String[] fields = line.strip().split("\\s+", -1);
            return new TcpSocket(
                    port(fields[LOCAL_ADDRESS_FIELD]),
                    port(fields[REMOTE_ADDRESS_FIELD]),
                    fields[STATE_FIELD],
                    "socket:[%s]".formatted(fields[INODE_FIELD]));
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEXADECIMAL);
        }
    }

    private ListeningProcesses() {}

    /** The process that listens on a port; empty if there is none, or if its files cannot be read. */
    static Optional<ProcessHandle> on(int port) {
        Set<String> inodes = new HashSet<>();
        for (TcpSocket socket : sockets()) {
            if (socket.state().equals(LISTENING) && socket.localPort() == port) {
                inodes.add(socket.inode());
            }
        }
        return inodes.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> openFiles(process).anyMatch(inodes::contains))
                        .findFirst();
    }

    /** The PostgreSQL server of this machine to which a process is connected. */
    static Optional<ProcessHandle> postgresOf(ProcessHandle client) {
        Set<String> files = new HashSet<>(openFiles(client).toList());
        return sockets().stream()
                .filter(socket -> socket.state().equals(ESTABLISHED) && files.contains(socket.inode()))
                .map(TcpSocket::remotePort)
                .distinct()
                .flatMap(port -> on(port).stream())
                .filter(server -> server.info().command().orElse("").endsWith("/postgres"))
                .findFirst();
    }

    private static List<TcpSocket> sockets() {
        return TABLES.stream()
                .flatMap(table -> lines(PROC.resolve(table)).skip(1))
                .map(TcpSocket::parse)
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** The targets of the open files of a process, such as {@code socket:[4711]}; empty if they cannot be read. */
    private static Stream<String> openFiles(ProcessHandle process) {
        Set<String> targets = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PROC.resolve(process.pid() + "/fd"))) {
            for (Path file : files) {
                targets.add(target(file));
            }
        } catch (IOException e) {
            return Stream.empty();
        }
        return targets.stream();
    }

    /** The target of a link; empty if the file was closed meanwhile. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
