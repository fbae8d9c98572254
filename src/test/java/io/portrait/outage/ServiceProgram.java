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
 * What the processes run: the service without the tests, as a jar, and with an AOT cache made once in a run of tests. With
 * it a start takes a third of the time, and there are thirty of them; see decision 0084.
 */
record ServiceProgram(String mainClass, String classPath, List<String> options) {

    /** A cache is good for the flags it was made with alone. */
    private static final List<String> FLAGS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:aot*=error");

    /** Made when it is first asked for. */
    private static final class TrainedProgram {

        private static final ServiceProgram PROGRAM = train();
    }

    static ServiceProgram trained() {
        return TrainedProgram.PROGRAM;
    }

    /** The same with another main class, whose classes follow those that the cache knows. */
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

    /** One start, a little of what the tests do, and a stop, whereupon the JVM writes down what it has loaded and linked. */
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

    /** The service's own classes from a jar, for the JVM caches none from a directory. */
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
