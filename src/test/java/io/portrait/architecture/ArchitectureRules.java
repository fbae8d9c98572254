package io.portrait.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The architecture rules beyond the direction of imports. The root package is a wildcard ({@code io.*}), so that the same rules
 * are checked on the application and on the counterexamples in {@code io.wrong}.
 */
final class ArchitectureRules {

    /**
     * Classes that contain SQL although their name does not begin with {@code Jdbc}, because the SQL belongs to a lock or a
     * transaction of the class. Nested classes count as their outermost class.
     */
    static final Set<String> SQL_CLASSES_WITHOUT_PREFIX =
            Set.of("ProfileProvenanceCheck", "MasterKey", "ReleaseEpochs", "PublicTopicCatalog");

    private static final Set<String> INEXACT = Set.of(
            "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan", "asin", "acos",
            "atan", "atan2", "sinh", "cosh", "tanh");
    private static final String[] PURE_MODULES = modules("kernel", "model", "release.mechanism");
    private static final String[] EJML_MODULES = modules("model", "release.mechanism");
    private static final String[] SQL_MODULES =
            modules("ingest", "catalog", "profile", "monitoring", "serving", "release", "access", "tools", "platform");
    private static final String[] SQL_PACKAGES = {
        "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql.."
    };

    static final ArchRule PURE_MODULES_KNOW_NO_SPRING = noClasses()
            .that()
            .resideInAnyPackage(PURE_MODULES)
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework..")
                    .and(not(nameStartingWith(ApplicationModule.class.getName()))));

    static final ArchRule PURE_MODULES_KNOW_NO_SQL = noClasses()
            .that()
            .resideInAnyPackage(PURE_MODULES)
            .should()
            .dependOnClassesThat(resideInAnyPackage(SQL_PACKAGES));

    static final ArchRule PURE_MODULES_KNOW_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(PURE_MODULES)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    static final ArchRule PURE_MODULES_USE_NO_HIDDEN_RANDOMNESS = noClasses()
            .that()
            .resideInAnyPackage(PURE_MODULES)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(StrictMath.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    /** Instances must compute the same numbers, but these functions may differ by an ulp between processors (decision 0020). */
    static final ArchRule PURE_MODULES_ARE_BIT_REPRODUCIBLE =
            noClasses().that().resideInAnyPackage(PURE_MODULES).should().callMethodWhere(isInexactMath());

    static final ArchRule SQL_IS_IN_MODULES_WITH_A_STORE = noClasses()
            .that()
            .resideOutsideOfPackages(SQL_MODULES)
            .should()
            .dependOnClassesThat(resideInAnyPackage(SQL_PACKAGES));

    static final ArchRule SQL_IS_IN_JDBC_CLASSES =
            noClasses().that(areNotNamedJdbc()).should().dependOnClassesThat(resideInAnyPackage(SQL_PACKAGES));

    static final ArchRule EJML_IS_USED_IN_MATHEMATICS_ONLY = noClasses()
            .that()
            .resideOutsideOfPackages(EJML_MODULES)
            .should()
            .dependOnClassesThat(resideInAPackage("org.ejml.."));

    static final ArchRule NO_MODULE_IMPORTS_WEB = noModuleImports("web");

    static final ArchRule NO_MODULE_IMPORTS_PLATFORM = noModuleImports("platform");

    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(beInANullMarkedPackage());

    static final ArchRule NO_VAGUE_CLASS_NAMES =
            noClasses().should().haveNameMatching(".*(Service|Manager|Helper|Utils?|Impl|D[Tt][Oo])(\\$.*)?");

    static final ArchRule ENTITIES_STAY_IN_THEIR_PACKAGE =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    static final ArchRule EVERY_ROUTE_DECLARES_ITS_ROLES = methods()
            .that()
            .areMetaAnnotatedWith(RequestMapping.class)
            .should(beAnnotatedWith("io.portrait.web.AllowedRoles"));

    private ArchitectureRules() {}

    private static String[] modules(String... names) {
        return Arrays.stream(names).map(name -> "io.*." + name + "..").toArray(String[]::new);
    }

    private static ArchRule noModuleImports(String module) {
        String[] packages = modules(module);
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages));
    }

    private static DescribedPredicate<JavaClass> areNotNamedJdbc() {
        return DescribedPredicate.describe("are not named Jdbc… nor listed", type -> {
            String name = outermost(type).getSimpleName();
            return !name.startsWith("Jdbc") && !SQL_CLASSES_WITHOUT_PREFIX.contains(name);
        });
    }

    private static DescribedPredicate<JavaMethodCall> isInexactMath() {
        return DescribedPredicate.describe(
                "is an inexact function of Math, which StrictMath has too",
                call -> call.getTargetOwner().isEquivalentTo(Math.class) && INEXACT.contains(call.getName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, "%s is in %s".formatted(type.getName(), type.getPackageName())));
            }
        };
    }
}
