package io.portrait.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ActivitySummary;
import io.portrait.profile.Profile.TopicInterest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private static final Profile ADA = new Profile(
            new UserId("ada"),
            NOW,
            12,
            NOW,
            List.of(
                    new TopicInterest(new Topic("kitchen"), 3, 0.75, Map.of()),
                    new TopicInterest(new Topic("kitchen/mug"), 3, 0.75, Map.of()),
                    new TopicInterest(new Topic("home decor"), -1, 0, Map.of())),
            new ActivitySummary(
                    NOW.minus(Duration.ofDays(9)),
                    NOW.minus(Duration.ofDays(2)),
                    1.5,
                    4,
                    5,
                    Map.of("purchase", 3L),
                    3,
                    1,
                    120.5,
                    20,
                    List.of(),
                    Map.of()),
            List.of());

    private static final Facts FACTS =
            Facts.of(ADA, NOW, Map.of("country", new Literal.Text("DE"), "age", new Literal.Numeric(37)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interest(kitchen) >= 0.2 and activity.purchases >= 3 and trait.country = \"DE\"",
                "interest(kitchen/mug) = 0.75",
                "INTEREST(Kitchen) > 0.7 AND NOT interest(garden) > 0",
                "weight(\"home decor\") < 0",
                "weight(\"home decor\") = -1",
                "interest(never-seen) = 0",
                "activity.daysSince >= 2 and activity.daysSince < 2.5",
                "activity.events = 12 and activity.spent > 120 and activity.refunded = 20 and activity.refunds = 1",
                "activity.sessions = 5 and activity.activeDays = 4 and activity.perDay = 1.5",
                "trait.country in (\"AT\", \"DE\") and trait.age in (36, 37)",
                "trait.age >= 18 and trait.age != 38 and trait.country != \"FR\"",
                "not (interest(kitchen) < 0.5 or activity.purchases = 0)",
                "activity.purchases = 0 or activity.purchases = 1 or activity.purchases = 3",
                "  activity.purchases\n>=3  "
            })
    void holdsForAda(String rule) {
        assertThat(Rule.parse(rule).matches(FACTS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interest(kitchen) > 0.75",
                "activity.purchases >= 3 and activity.refunds > 1",
                "trait.country = \"de\"",
                "trait.unknown = \"x\"",
                "trait.unknown != \"x\"",
                "trait.country = 37",
                "trait.age = \"37\"",
                "trait.country in (\"AT\", \"CH\")"
            })
    void doesNotHoldForAda(String rule) {
        assertThat(Rule.parse(rule).matches(FACTS)).isFalse();
    }

    /** Or is weaker than and, and and is weaker than not. */
    @Test
    void bindsAsPeopleReadIt() {
        String no = "activity.purchases = 0";
        String yes = "activity.purchases = 3";
        assertThat(Rule.parse(yes + " or " + no + " and " + no).matches(FACTS)).isTrue();
        assertThat(Rule.parse("(" + yes + " or " + no + ") and " + no).matches(FACTS))
                .isFalse();
        assertThat(Rule.parse("not " + no + " and " + yes).matches(FACTS)).isTrue();
        assertThat(Rule.parse("not (" + no + " or " + yes + ")").matches(FACTS)).isFalse();
    }

    static Stream<Arguments> wrongRules() {
        return Stream.of(
                Arguments.of("", 0, "expected interest(…), weight(…), activity.… or trait.…, found the end"),
                Arguments.of(
                        "activity.purchases",
                        18,
                        "expected a comparison such as '>=' or 'in' after the activity, found the end"),
                Arguments.of("activity.purchases >=", 21, "expected a number, found the end"),
                Arguments.of("activity.purchases >= \"x\"", 22, "expected a number, found 'x'"),
                Arguments.of("activity.purchases => 3", 20, "expected a number, found '>'"),
                Arguments.of("activity.bought > 3", 0, "'activity.bought' is no activity; there are events, purchases"),
                Arguments.of("interest(kitchen > 3", 17, "expected ')', found '>'"),
                Arguments.of("interest() > 3", 9, "expected a topic, found ')'"),
                Arguments.of(
                        "interest(kitchen) > 0.1 interest(x) > 1",
                        24,
                        "expected 'and', 'or' or the end, found 'interest'"),
                Arguments.of("trait.country < \"DE\"", 16, "expected a number"),
                Arguments.of("trait.country = DE", 16, "expected a number or a \"text\", found 'DE'"),
                Arguments.of("trait.country in ()", 18, "expected a number or a \"text\", found ')'"),
                Arguments.of("trait.x = \"open", 10, "a text that does not end"),
                Arguments.of("activity.events > 1 & activity.events < 9", 20, "'&' is not expected"),
                Arguments.of("(activity.events > 1", 20, "expected ')', found the end"),
                Arguments.of("purchases > 1", 0, "expected interest(…)"));
    }

    @ParameterizedTest
    @MethodSource("wrongRules")
    void saysWhereARuleGoesWrong(String rule, int position, String reason) {
        assertThatThrownBy(() -> Rule.parse(rule))
                .isInstanceOfSatisfying(
                        RuleSyntaxException.class, e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageContaining(reason)
                .hasMessageEndingWith("at character " + (position + 1));
    }

    @Test
    void hasLimits() {
        String one = "activity.events > 1";
        assertThat(Rule.parse("(".repeat(15) + one + ")".repeat(15)).matches(FACTS))
                .isTrue();
        assertRefused("(".repeat(16) + one + ")".repeat(16), "nested 16 deep");
        assertRefused("not ".repeat(400) + one, "nested 16 deep");
        String shortest = "trait.a=1";
        assertThat(Rule.parse((shortest + " or ").repeat(63) + one).matches(FACTS))
                .isTrue();
        assertRefused((shortest + " or ").repeat(64) + one, "64 comparisons");
        assertRefused(" ".repeat(2_001), "2000 characters");
        assertRefused("trait.a in (1" + ",1".repeat(100) + ")", "expected ')'");
    }

    private static void assertRefused(String rule, String reason) {
        assertThatThrownBy(() -> Rule.parse(rule))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining(reason);
    }

    /** Any text is a rule, or refused with a place within it; nothing else. */
    @Test
    void takesOrRefusesAnyText() {
        String[] pieces = {
            "interest(",
            "kitchen",
            ")",
            "(",
            "activity.purchases",
            "trait.x",
            " and ",
            " or ",
            "not ",
            ">=",
            "=",
            "in",
            "\"",
            "0.5",
            "-",
            ",",
            "é",
            "\u0000",
            "\ud83d",
            "1e9",
            "activity.",
            "trait.",
            "  "
        };
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 50_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Rule.parse(text.toString()).matches(FACTS);
            } catch (RuleSyntaxException e) {
                assertThat(e.position()).isBetween(0, text.length());
            }
        }
    }
}
