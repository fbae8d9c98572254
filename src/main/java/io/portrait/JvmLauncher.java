package io.portrait;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A replacement of this process by a JVM with the flags of the service, for {@code java -jar}, because a jar cannot set flags.
 * {@code execv} keeps the process id, the open files, the control group and the parent, so signals, exit code and standard input
 * need no forwarding. The heap options and properties of the user stay.
 *
 * <p>The JVM is left as it is if the user tunes it (any other option, or {@code PORTRAIT_JVM_FLAGS=none}), if the program does
 * not run from a jar, and where the system has no {@code execv} (Windows).
 */
final class JvmLauncher {

    private static final String FLAGS = "/META-INF/jvm-flags";
    private static final String SWITCH = "PORTRAIT_JVM_FLAGS";
    private static final String OFF = "none";
    private static final String JAR = "-jar";
    private static final char COMMENT = '#';
    private static final char REPLACEMENT = '\uFFFD';

    /** The variables from which the JVM reads further options. */
    private static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** The beginnings of options that contradict no flag: properties, sizes of heap and stacks. */
    private static final List<String> COMPATIBLE = List.of("-D", "-Xms", "-Xmx", "-Xmn", "-Xss");

    private JvmLauncher() {}

    /** Does not return if the process could be replaced. */
    static void relaunchWithFlags() {
        ProcessHandle.Info process = ProcessHandle.current().info();
        process.command()
                .flatMap(java -> process.arguments()
                        .flatMap(arguments -> commandWithFlags(java, List.of(arguments), System.getenv())))
                .ifPresent(JvmLauncher::execute);
    }

    /**
     * The command line with the flags of the service.
     *
     * @param arguments what follows the program {@code java}
     * @return empty if the JVM must be left as it is
     */
    static Optional<List<String>> commandWithFlags(
            String java, List<String> arguments, Map<String, String> environment) {
        int jar = arguments.indexOf(JAR);
        if (jar < 0 || OFF.equals(environment.get(SWITCH))) {
            return Optional.empty();
        }
        Stream<String> inherited = OPTION_VARIABLES.stream()
                .flatMap(name -> Stream.of(environment.getOrDefault(name, "").split("\\s+", -1)))
                .filter(option -> !option.isEmpty());
        if (!Stream.concat(inherited, arguments.subList(0, jar).stream()).allMatch(JvmLauncher::isCompatible)) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(flags());
        command.addAll(arguments);
        return Optional.of(command);
    }

    private static boolean isCompatible(String option) {
        return COMPATIBLE.stream().anyMatch(option::startsWith);
    }

    /** The lines of the argument file without comments. */
    static List<String> flags() {
        try (InputStream file = Objects.requireNonNull(JvmLauncher.class.getResourceAsStream(FLAGS), FLAGS)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != COMMENT)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns only if the system cannot run the command, or if an argument is no text in the character set of the system. */
    @SuppressWarnings("restricted") // the manifest of the jar enables native access
    private static void execute(List<String> command) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> execv = linker.defaultLookup().find("execv");
        if (execv.isEmpty() || command.stream().anyMatch(argument -> argument.indexOf(REPLACEMENT) >= 0)) {
            return;
        }
        MethodHandle replaceProcess = linker.downcallHandle(
                execv.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        Charset charset = Charset.forName(System.getProperty("native.encoding"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L); // ends with NULL
            for (int i = 0; i < command.size(); i++) {
                arguments.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i), charset));
            }
            int ignored = (int) replaceProcess.invokeExact(arguments.getAtIndex(ValueLayout.ADDRESS, 0), arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("execv failed", e);
        }
    }
}
