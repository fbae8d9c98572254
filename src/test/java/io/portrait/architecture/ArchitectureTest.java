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

/** Each rule holds for the application, and fails on a class of {@code io.wrong} that was made to break it. */
class ArchitectureTest {

    private static final JavaClasses APPLICATION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.portrait");

    private static final JavaClasses WRONG = new ClassFileImporter().importPackages("io.wrong");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(Rules.PURE_MODULES_KNOW_NO_SPRING, "feature.WithSpring"),
                rule(Rules.PURE_MODULES_KNOW_NO_SQL, "learning.WithSql"),
                rule(Rules.PURE_MODULES_KNOW_NO_CLOCK, "kernel.WithAClock", "kernel.WithTheTime"),
                rule(Rules.PURE_MODULES_HIDE_NO_RANDOMNESS, "learning.WithARandom", "privacy.WithMathRandom"),
                rule(Rules.PURE_MODULES_COMPUTE_THE_SAME_EVERYWHERE, "learning.WithAnInexactPower"),
                rule(Rules.SQL_IS_IN_MODULES_WITH_A_STORE, "web.JdbcInWeb", "learning.WithSql"),
                rule(Rules.SQL_IS_IN_CLASSES_NAMED_FOR_IT, "ingest.EventStore", "learning.WithSql"),
                rule(Rules.MATRICES_ARE_IN_THE_MATHEMATICS, "profile.WithMatrices"),
                rule(Rules.NOBODY_KNOWS_WEB, "profile.KnowsWeb"),
                rule(Rules.NOBODY_KNOWS_PLATFORM, "profile.KnowsPlatform"),
                rule(Rules.EVERY_PACKAGE_IS_NULL_MARKED, "unmarked.Unmarked"),
                rule(
                        Rules.NAMES_SAY_WHAT_A_CLASS_IS,
                        "catalog.ItemService",
                        "catalog.ItemManager",
                        "catalog.ItemHelper",
                        "catalog.ItemUtil",
                        "catalog.ItemUtils",
                        "catalog.ItemImpl",
                        "catalog.ItemDto",
                        "catalog.ItemDTO"),
                rule(Rules.ENTITIES_STAY_IN_THEIR_PACKAGE, "access.OpenEntity"),
                rule(Rules.EVERY_ROUTE_SAYS_WHO_MAY_TAKE_IT, "web.OpenController"));
    }

    private static Arguments rule(ArchRule rule, String... breakers) {
        return Arguments.of(rule, List.of(breakers));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(APPLICATION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isSeenToFail(ArchRule rule, List<String> breakers) {
        List<String> failures = rule.evaluate(WRONG).getFailureReport().getDetails();
        assertThat(breakers)
                .allSatisfy(
                        breaker -> assertThat(failures).anyMatch(failure -> failure.contains("io.wrong." + breaker)));
        assertThat(failures).allMatch(failure -> breakers.stream().anyMatch(failure::contains));
    }

    @Test
    void everyRuleIsTried() {
        assertThat(rules())
                .hasSameSizeAs(Stream.of(Rules.class.getDeclaredFields())
                        .filter(field -> field.getType() == ArchRule.class)
                        .toList());
    }

    /** An exception that is none any more must go, or it will hide the next. */
    @Test
    void everyExceptionFromTheNamesOfSqlIsNeeded() {
        assertThat(Rules.SQL_BESIDE_ITS_TASK)
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
    void modulesImportOnlyFromTheLeft() {
        ApplicationModules.of(Portrait.class).verify();
    }

    @Test
    void aModuleThatImportsFromTheRightIsSeen() {
        ApplicationModules wrong = ApplicationModules.of("io.wrong", location -> location.contains("io/wrong/"));
        assertThatExceptionOfType(Violations.class)
                .isThrownBy(wrong::verify)
                .withMessageContaining("'profile' depends on module 'web'");
    }
}
