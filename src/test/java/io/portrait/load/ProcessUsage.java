package io.portrait.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The CPU seconds and memory of the processes on this machine, from /proc; all zero without /proc. */
record ProcessUsage(double serviceCpu, double postgresCpu, double loadToolCpu, long serviceMib, long postgresMib) {

    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME_FIELD = 11;
    private static final int STIME_FIELD = 12;

    static ProcessUsage read() {
        List<ProcessHandle> processes = ProcessHandle.allProcesses().toList();
        Predicate<ProcessHandle> isPostgres =
                process -> process.info().command().orElse("").endsWith("/postgres");
        return new ProcessUsage(
                cpu(processes, ProcessUsage::isService),
                cpu(processes, isPostgres),
                cpu(
                        processes,
                        process -> process.pid() == ProcessHandle.current().pid()),
                mib(processes, ProcessUsage::isService, "VmRSS:"),
                mib(processes, isPostgres, "RssAnon:"));
    }

    static boolean isService(ProcessHandle process) {
        String commandLine = commandLine(process);
        return commandLine.contains("io.portrait.Portrait") || commandLine.contains("portrait.jar");
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java")
                ? read(process, "cmdline").replace('\0', ' ')
                : "";
    }

    private static double cpu(List<ProcessHandle> processes, Predicate<ProcessHandle> selected) {
        return processes.stream()
                .filter(selected)
                .mapToDouble(ProcessUsage::cpuSeconds)
                .sum();
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

    private static long mib(List<ProcessHandle> processes, Predicate<ProcessHandle> selected, String field) {
        return processes.stream()
                .filter(selected)
                .flatMap(process -> read(process, "status").lines())
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                .sum();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            return "";
        }
    }
}
