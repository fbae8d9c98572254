package io.portrait;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The flags of the JVM: the jar, {@code spring-boot:run} and the image have the same. */
class JvmLauncherTest {

    private static final String FILE = "src/main/resources/META-INF/jvm-flags";
    private static final int EXIT_CODE = 7;

    /** A program that prints how it runs. */
    static final class PrintingProgram {

        private PrintingProgram() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            long before = ProcessHandle.current().pid();
            JvmLauncher.relaunchWithFlags();
            List<String> lines =
                    new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
            lines.addAll(List.of(arguments));
            lines.add("pid " + before);
            lines.add("input " + new Scanner(System.in, StandardCharsets.UTF_8).nextLine());
            System.out.println(String.join("\n", lines));
            System.exit(EXIT_CODE);
        }
    }

    private static List<String> flagsOfFile() throws IOException {
        return Files.readAllLines(Path.of(FILE)).stream()
                .filter(line -> line.startsWith("-"))
                .toList();
    }

    @Test
    void theJarHasTheFlagsOfTheFile() throws IOException {
        assertThat(JvmLauncher.flags()).isEqualTo(flagsOfFile()).contains("-XX:+UseParallelGC");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<Enable-Native-Access>ALL-UNNAMED</Enable-Native-Access>");
    }

    @Test
    void springBootRunHasTheFlagsOfTheFileAndTheOptimisingCompiler() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<spring-boot.run.jvmArguments>\"@${project.basedir}/%s\"</spring-boot.run.jvmArguments>"
                        .formatted(FILE))
                .contains("<optimizedLaunch>false</optimizedLaunch>");
    }

    @Test
    void theImageAndItsTrainingHaveTheFlagsOfTheFile() throws IOException {
        String dockerfile = Files.readString(Path.of("docker/Dockerfile"));
        assertThat(dockerfile).contains("COPY --from=build /build/" + FILE + " ./");
        String entryPoint = dockerfile
                .lines()
                .filter(line -> line.startsWith("ENTRYPOINT"))
                .findFirst()
                .orElseThrow();
        assertThat(entryPoint).contains("\"@jvm-flags\"").doesNotContain("GC", "NewRatio", "CodeCache");
        assertThat(Files.readString(Path.of("docker/train")))
                .contains("@jvm-flags")
                .doesNotContain("GC");
    }

    @Test
    void heapOptionsAndPropertiesOfTheUserComeAfterTheFlags() throws IOException {
        List<String> arguments = List.of("-Xmx2g", "-Da=b", "-jar", "portrait.jar", "-XX:argument");
        List<String> expected = Stream.of(List.of("java"), flagsOfFile(), arguments)
                .flatMap(List::stream)
                .toList();
        assertThat(JvmLauncher.commandWithFlags("java", arguments, Map.of("JAVA_TOOL_OPTIONS", "-Xms1g  -Dc=d")))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseZGC -jar p.jar",
                "-XX:TieredStopAtLevel=1 -jar p.jar",
                "-agentlib:jdwp=transport=dt_socket,server=y -jar p.jar",
                "-javaagent:agent.jar -jar p.jar",
                "@flags -jar p.jar",
                "-cp classes io.portrait.Portrait"
            })
    void aJvmThatTheUserTunesIsLeftAsItIs(String arguments) {
        assertThat(JvmLauncher.commandWithFlags("java", List.of(arguments.split(" ", -1)), Map.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JAVA_TOOL_OPTIONS=-Xmx1g -XX:+UseG1GC",
                "JDK_JAVA_OPTIONS=@flags",
                "_JAVA_OPTIONS=-javaagent:agent.jar",
                "PORTRAIT_JVM_FLAGS=none"
            })
    void anEnvironmentThatTunesTheJvmIsObeyed(String variable) {
        Map<String, String> environment =
                Map.of(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        assertThat(JvmLauncher.commandWithFlags("java", List.of("-jar", "p.jar"), environment))
                .isEmpty();
    }

    @Test
    void theProcessIsReplacedAndKeepsItsIdInputArgumentsAndExitCode(@TempDir Path directory)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dname=画像",
                        "-jar",
                        jar(directory).toString(),
                        "two words",
                        "画像")
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.outputWriter(StandardCharsets.UTF_8).append("a line\n").flush();
        List<String> output = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(() -> String.join("\n", output)).isEqualTo(EXIT_CODE);
        assertThat(output)
                .containsSubsequence(flagsOfFile())
                .contains("-Xmx64m", "-Dname=画像", "two words", "画像", "pid " + process.pid(), "input a line");
    }

    /** A jar that starts the program from the class path of the tests. */
    private static Path jar(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, PrintingProgram.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH, locationOf(JvmLauncher.class) + " " + locationOf(JvmLauncherTest.class));
        attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
        Path jar = directory.resolve("program.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private static URI locationOf(Class<?> type) {
        return URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString());
    }
}
