package io.portrait.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The use of CPU and memory by the service, its PostgreSQL and the load tool, from {@code /proc}. A process that is not found, or
 * runs on another machine, is empty.
 */
record ProcessUsage(Optional<Usage> service, Optional<Usage> postgres, Optional<Usage> loadTool) {

    private static final String RESIDENT = "VmRSS:";

    /** The memory that processes do not share, because the processes of PostgreSQL share most of theirs. */
    private static final String PRIVATE = "RssAnon:";

    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME_FIELD = 11;
    private static final int STIME_FIELD = 12;

    /** The use of one or more processes since their start. */
    record Usage(double cpuSeconds, long mib) {

        private static Usage of(List<ProcessHandle> processes, String memoryField) {
            return new Usage(
                    processes.stream().mapToDouble(ProcessUsage::cpuSeconds).sum(),
                    processes.stream()
                            .mapToLong(process -> memoryMib(process, memoryField))
                            .sum());
        }
    }

    /** The present use; the service is empty if it is not found. */
    static ProcessUsage read(Optional<ProcessHandle> service) {
        return new ProcessUsage(
                service.filter(ProcessHandle::isAlive).map(process -> Usage.of(List.of(process), RESIDENT)),
                service.flatMap(ListeningProcesses::postgresOf).map(server -> Usage.of(withChildren(server), PRIVATE)),
                Optional.of(ProcessHandle.current())
                        .filter(process -> Files.exists(file(process, "stat")))
                        .map(process -> Usage.of(List.of(process), RESIDENT)));
    }

    private static List<ProcessHandle> withChildren(ProcessHandle server) {
        return Stream.concat(Stream.of(server), server.children()).toList();
    }

    private static double cpuSeconds(ProcessHandle process) {
        String stat = read(process, "stat");
        int afterName = stat.lastIndexOf(')') + 2;
        if (afterName < 2) {
            return 0;
        }
        String[] fields = stat.substring(afterName).split(" ", -1);
        return (Long.parseLong(fields[UTIME_FIELD]) + Long.parseLong(fields[STIME_FIELD])) / TICKS_PER_SECOND;
    }

    private static long memoryMib(ProcessHandle process, String field) {
        return read(process, "status")
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                .sum();
    }

    private static Path file(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    /** The content of a file of a process; empty if the process has ended. */
    private static String read(ProcessHandle process, String name) {
        try {
            return Files.readString(file(process, name));
        } catch (IOException e) {
            return "";
        }
    }
}
