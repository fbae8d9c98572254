package io.portrait.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.Portrait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Each table has one owner module; other modules use its ports or the views it publishes. */
class TableOwnershipTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path ROOT = SOURCES.resolve("io/portrait");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private final List<String> modules = ApplicationModules.of(Portrait.class).stream()
            .map(module -> module.getIdentifier().toString())
            .toList();
    private final List<String> migrations =
            filesIn(MIGRATIONS, ".sql").map(TableOwnershipTest::read).toList();
    private final TableOwnership ownership = new TableOwnership(
            migrations, modules.stream().collect(Collectors.toMap(Function.identity(), this::allowedModules)));

    @Test
    void everyTableBelongsToAModule() {
        assertThat(ownership.owners()).hasSizeGreaterThan(35);
        assertThat(modules).containsAll(ownership.owners().values());
    }

    @Test
    void noModuleReadsOrWritesATableOfAnother() {
        assertThat(
                        filesIn(ROOT, ".java")
                                .flatMap(file -> ownership
                                        .violationsOfSource(
                                                moduleOf(file),
                                                file.getFileName().toString(),
                                                read(file))
                                        .stream()))
                .isEmpty();
    }

    @Test
    void noViewReadsATableOfAnotherModule() {
        assertThat(migrations.stream().flatMap(migration -> ownership.violationsOfMigration(migration).stream()))
                .isEmpty();
    }

    @Test
    void accessToAnotherModulesTableIsDetected() {
        TableOwnership example =
                new TableOwnership(List.of("""
                        -- Module orders ------
                        CREATE TABLE purchase_order (id text);
                        -- Published: open orders.
                        CREATE VIEW open_order AS SELECT id FROM purchase_order;
                        -- Module billing ------
                        CREATE TABLE invoice (id text);
                        CREATE VIEW unpaid AS SELECT id FROM invoice JOIN purchase_order USING (id);
                        """), Map.of("billing", Set.of("orders"), "orders", Set.of()));

        assertThat(example.violationsOfSource("billing", "A.java", "\"SELECT id FROM open_order JOIN invoice i\""))
                .isEmpty();
        assertThat(example.violationsOfSource("billing", "A.java", "\"UPDATE purchase_order SET id = 1\""))
                .containsExactly("A.java (billing) accesses purchase_order of orders");
        assertThat(example.violationsOfSource("orders", "B.java", "\"DELETE FROM invoice\""))
                .containsExactly("B.java (orders) accesses invoice of billing");
        assertThat(example.violationsOfSource("orders", "E.java", "@Table(name = \"invoice\")"))
                .containsExactly("E.java (orders) accesses invoice of billing");
        assertThat(example.violationsOfMigration(
                        "CREATE VIEW unpaid AS SELECT id FROM invoice JOIN purchase_order USING (id);"))
                .containsExactly("view unpaid (billing) accesses purchase_order of orders");
    }

    private Set<String> allowedModules(String module) {
        try {
            return Arrays.stream(Class.forName("io.portrait." + module + ".package-info")
                            .getAnnotation(ApplicationModule.class)
                            .allowedDependencies())
                    .collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private String moduleOf(Path file) {
        String packageName = ROOT.relativize(file.getParent()).toString().replace('/', '.');
        return modules.stream()
                .filter(module -> packageName.equals(module) || packageName.startsWith(module + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static Stream<Path> filesIn(Path directory, String suffix) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
