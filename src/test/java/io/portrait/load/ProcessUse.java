package io.portrait.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** CPU seconds and memory of the processes on this machine, from /proc; all zero where there is none. */
record ProcessUse(double serviceCpu, double postgresCpu, double ownCpu, long serviceMib, long postgresMib) {

    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;
    private static final int STIME = 12;

    static ProcessUse now() {
        List<ProcessHandle> all = ProcessHandle.allProcesses().toList();
        Predicate<ProcessHandle> isPostgres =
                process -> process.info().command().orElse("").endsWith("/postgres");
        return new ProcessUse(
                cpu(all, ProcessUse::isService),
                cpu(all, isPostgres),
                cpu(all, process -> process.pid() == ProcessHandle.current().pid()),
                mib(all, ProcessUse::isService, "VmRSS:"),
                mib(all, isPostgres, "RssAnon:"));
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

    private static double cpu(List<ProcessHandle> all, Predicate<ProcessHandle> which) {
        return all.stream().filter(which).mapToDouble(ProcessUse::cpuSeconds).sum();
    }

    private static double cpuSeconds(ProcessHandle process) {
        String stat = read(process, "stat");
        int afterName = stat.lastIndexOf(')') + 2;
        if (afterName < 2) {
            return 0;
        }
        String[] fields = stat.substring(afterName).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND;
    }

    private static long mib(List<ProcessHandle> all, Predicate<ProcessHandle> which, String field) {
        return all.stream()
                .filter(which)
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
