package io.portrait.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.portrait.Portrait;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

/** Each rule holds for the application, and is violated by its counterexample in {@code io.wrong}. */
class ArchitectureTest {

    private static final JavaClasses APPLICATION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.portrait");

    private static final JavaClasses WRONG = new ClassFileImporter().importPackages("io.wrong");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(ArchitectureRules.PURE_MODULES_KNOW_NO_SPRING, "model.feature.WithSpring"),
                rule(ArchitectureRules.PURE_MODULES_KNOW_NO_SQL, "model.learner.WithSql"),
                rule(ArchitectureRules.PURE_MODULES_KNOW_NO_CLOCK, "kernel.WithAClock", "kernel.WithTheTime"),
                rule(
                        ArchitectureRules.PURE_MODULES_USE_NO_HIDDEN_RANDOMNESS,
                        "model.learner.WithARandom",
                        "release.mechanism.WithMathRandom"),
                rule(ArchitectureRules.PURE_MODULES_ARE_BIT_REPRODUCIBLE, "model.learner.WithAnInexactPower"),
                rule(ArchitectureRules.SQL_IS_IN_MODULES_WITH_A_STORE, "web.JdbcInWeb", "model.learner.WithSql"),
                rule(ArchitectureRules.SQL_IS_IN_JDBC_CLASSES, "ingest.EventStore", "model.learner.WithSql"),
                rule(ArchitectureRules.EJML_IS_USED_IN_MATHEMATICS_ONLY, "profile.WithMatrices"),
                rule(ArchitectureRules.NO_MODULE_IMPORTS_WEB, "profile.ImportsWeb"),
                rule(ArchitectureRules.NO_MODULE_IMPORTS_PLATFORM, "profile.ImportsPlatform"),
                rule(ArchitectureRules.EVERY_PACKAGE_IS_NULL_MARKED, "unmarked.Unmarked"),
                rule(
                        ArchitectureRules.NO_VAGUE_CLASS_NAMES,
                        "catalog.ItemService",
                        "catalog.ItemManager",
                        "catalog.ItemHelper",
                        "catalog.ItemUtil",
                        "catalog.ItemUtils",
                        "catalog.ItemImpl",
                        "catalog.ItemDto",
                        "catalog.ItemDTO"),
                rule(ArchitectureRules.ENTITIES_STAY_IN_THEIR_PACKAGE, "access.OpenEntity"),
                rule(ArchitectureRules.EVERY_ROUTE_DECLARES_ITS_ROLES, "web.OpenController"));
    }

    private static Arguments rule(ArchRule rule, String... counterexamples) {
        return Arguments.of(rule, List.of(counterexamples));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(APPLICATION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isViolatedByItsCounterexample(ArchRule rule, List<String> counterexamples) {
        List<String> failures = rule.evaluate(WRONG).getFailureReport().getDetails();
        assertThat(counterexamples)
                .allSatisfy(counterexample ->
                        assertThat(failures).anyMatch(failure -> failure.contains("io.wrong." + counterexample)));
        assertThat(failures).allMatch(failure -> counterexamples.stream().anyMatch(failure::contains));
    }

    @Test
    void everyRuleIsTested() {
        assertThat(rules())
                .hasSameSizeAs(Stream.of(ArchitectureRules.class.getDeclaredFields())
                        .filter(field -> field.getType() == ArchRule.class)
                        .toList());
    }

    /** An exception that is no longer needed must be deleted, because it could hide a violation. */
    @Test
    void everyExceptionFromTheJdbcNameIsNeeded() {
        assertThat(ArchitectureRules.SQL_CLASSES_WITHOUT_PREFIX)
                .allSatisfy(name -> assertThat(APPLICATION)
                        .filteredOn(type -> type.getSimpleName().equals(name))
                        .singleElement()
                        .satisfies(type -> assertThat(type.getDirectDependenciesFromSelf())
                                .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .matches("java\\.sql|org\\.springframework\\.jdbc.*"))));
    }

    @Test
    void modulesImportOnlyUpTheList() {
        ApplicationModules.of(Portrait.class).verify();
    }

    @Test
    void aModuleThatImportsDownTheListIsDetected() {
        ApplicationModules wrong = ApplicationModules.of("io.wrong", location -> location.contains("io/wrong/"));
        assertThatExceptionOfType(Violations.class)
                .isThrownBy(wrong::verify)
                .withMessageContaining("'profile' depends on module 'web'");
    }
}
