package io.portrait.outage;

import io.portrait.Portrait;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of the service processes: a jar of the service without test classes, and an AOT cache that is created once
 * per test run. The cache reduces the time of each of the thirty starts to a third (decision 0084).
 */
record ServiceProgram(String mainClass, String classPath, List<String> options) {

    /** The JVM flags; an AOT cache is valid only for the flags with which it was created. */
    private static final List<String> FLAGS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:aot*=error");

    /** The lazily created program. */
    private static final class TrainedProgram {

        private static final ServiceProgram PROGRAM = train();
    }

    static ServiceProgram trained() {
        return TrainedProgram.PROGRAM;
    }

    /** A program with another main class, whose classes come after those in the cache. */
    ServiceProgram withMainClass(String otherMain, Path classes, String option) {
        List<String> more = Stream.concat(options.stream(), Stream.of(option)).toList();
        return new ServiceProgram(otherMain, classPath + File.pathSeparator + classes, more);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        return command;
    }

    /** Creates the cache: one start, a few requests, and a stop, at which the JVM writes the classes that it has loaded. */
    private static ServiceProgram train() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "outage"));
            Path cache = directory.resolve("portrait.aot");
            Files.deleteIfExists(cache);
            ServiceProgram untrained = new ServiceProgram(
                    Portrait.class.getName(), classPath(directory.resolve("portrait.jar")), List.of());
            Path data = Files.createTempDirectory(directory, "training");
            try (ServiceProcess service = new ServiceProcess(data, untrained.with("-XX:AOTCacheOutput=" + cache))) {
                service.start().api().putItems(Workload.ITEMS);
                service.api()
                        .postEventsAndWait(new Workload(1, 1, 20).batch(0, 0).body());
                service.terminate();
            }
            return untrained.with("-XX:AOTCache=" + cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceProgram with(String option) {
        return new ServiceProgram(mainClass, classPath, List.of(option));
    }

    /** The class path with the service classes in a jar, because the JVM does not cache classes from directories. */
    private static String classPath(Path jar) {
        List<Path> entries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.endsWith("test-classes"))
                .toList();
        Path classes = entries.stream()
                .filter(entry -> entry.endsWith("classes"))
                .findFirst()
                .orElseThrow();
        pack(classes, jar);
        return entries.stream()
                .map(entry -> entry.equals(classes) ? jar : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void pack(Path classes, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        if (tool.run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".")
                != 0) {
            throw new IllegalStateException("cannot pack " + classes);
        }
    }
}
