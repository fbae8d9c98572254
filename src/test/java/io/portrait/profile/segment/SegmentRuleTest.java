package io.portrait.profile.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ActivitySummary;
import io.portrait.profile.Profile.CurrencySummary;
import io.portrait.profile.Profile.MoneySummary;
import io.portrait.profile.Profile.TopicInterest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private static final CurrencySummary DOLLARS =
            new CurrencySummary("USD", 2, 3, new BigDecimal("120.5"), 1, new BigDecimal(20));
    private static final MoneySummary MONEY =
            new MoneySummary(2, 3, 1, DOLLARS, List.of(DOLLARS), List.of(), 0, List.of());

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
                    MONEY,
                    List.of(),
                    Map.of()),
            new TreeMap<>(Map.of("country", "\"DE\"", "age", "37", "vip", "true", "cart", "{\"size\":1}")),
            List.of());

    private static final ProfileAttributes ATTRIBUTES = ProfileAttributes.of(ADA, NOW);

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
                "activity.orders = 2 and activity.sessions = 5 and activity.activeDays = 4 and activity.perDay = 1.5",
                "trait.country in (\"AT\", \"DE\") and trait.age in (36, 37)",
                "trait.vip = true and trait.vip != false",
                "trait.age >= 18 and trait.age != 38 and trait.country != \"FR\"",
                "not (interest(kitchen) < 0.5 or activity.purchases = 0)",
                "activity.purchases = 0 or activity.purchases = 1 or activity.purchases = 3",
                "  activity.purchases\n>=3  "
            })
    void matchesAda(String rule) {
        assertThat(SegmentRule.parse(rule).matches(ATTRIBUTES)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interest(kitchen) > 0.75",
                "activity.purchases >= 3 and activity.refunds > 1",
                "trait.country = \"de\"",
                "trait.unknown = \"x\"",
                "trait.unknown != \"x\"",
                "trait.cart != \"x\"",
                "trait.country = 37",
                "trait.age = \"37\"",
                "trait.country in (\"AT\", \"CH\")"
            })
    void doesNotMatchAda(String rule) {
        assertThat(SegmentRule.parse(rule).matches(ATTRIBUTES)).isFalse();
    }

    @Test
    void notBindsTighterThanAndTighterThanOr() {
        String no = "activity.purchases = 0";
        String yes = "activity.purchases = 3";
        assertThat(SegmentRule.parse(yes + " or " + no + " and " + no).matches(ATTRIBUTES))
                .isTrue();
        assertThat(SegmentRule.parse("(" + yes + " or " + no + ") and " + no).matches(ATTRIBUTES))
                .isFalse();
        assertThat(SegmentRule.parse("not " + no + " and " + yes).matches(ATTRIBUTES))
                .isTrue();
        assertThat(SegmentRule.parse("not (" + no + " or " + yes + ")").matches(ATTRIBUTES))
                .isFalse();
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
                Arguments.of(
                        "activity.bought > 3",
                        0,
                        "'activity.bought' is not an activity field; the fields are events, orders, purchases"),
                Arguments.of("interest(kitchen > 3", 17, "expected ')', found '>'"),
                Arguments.of("interest() > 3", 9, "expected a topic, found ')'"),
                Arguments.of(
                        "interest(kitchen) > 0.1 interest(x) > 1",
                        24,
                        "expected 'and', 'or' or the end, found 'interest'"),
                Arguments.of("trait.country < \"DE\"", 16, "expected a number"),
                Arguments.of("trait.country = DE", 16, "expected a number or a \"text\", found 'DE'"),
                Arguments.of("trait.country in ()", 18, "expected a number or a \"text\", found ')'"),
                Arguments.of("trait.x = \"open", 10, "a text without a closing quote"),
                Arguments.of("activity.events > 1 & activity.events < 9", 20, "'&' is not expected"),
                Arguments.of("(activity.events > 1", 20, "expected ')', found the end"),
                Arguments.of("purchases > 1", 0, "expected interest(…)"));
    }

    @ParameterizedTest
    @MethodSource("wrongRules")
    void reportsThePositionOfASyntaxError(String rule, int position, String reason) {
        assertThatThrownBy(() -> SegmentRule.parse(rule))
                .isInstanceOfSatisfying(
                        RuleSyntaxException.class, e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageContaining(reason)
                .hasMessageEndingWith("at character " + (position + 1));
    }

    @Test
    void rejectsRulesBeyondTheLimits() {
        String one = "activity.events > 1";
        assertThat(SegmentRule.parse("(".repeat(15) + one + ")".repeat(15)).matches(ATTRIBUTES))
                .isTrue();
        assertRejected("(".repeat(16) + one + ")".repeat(16), "nested 16 deep");
        assertRejected("not ".repeat(400) + one, "nested 16 deep");
        String shortest = "trait.a=1";
        assertThat(SegmentRule.parse((shortest + " or ").repeat(63) + one).matches(ATTRIBUTES))
                .isTrue();
        assertRejected((shortest + " or ").repeat(64) + one, "64 comparisons");
        assertRejected(" ".repeat(2_001), "2000 characters");
        assertRejected("trait.a in (1" + ",1".repeat(100) + ")", "expected ')'");
    }

    private static void assertRejected(String rule, String reason) {
        assertThatThrownBy(() -> SegmentRule.parse(rule))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining(reason);
    }

    /** Any text is parsed, or rejected with a position within it. */
    @Test
    void parsesOrRejectsAnyText() {
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
                SegmentRule.parse(text.toString()).matches(ATTRIBUTES);
            } catch (RuleSyntaxException e) {
                assertThat(e.position()).isBetween(0, text.length());
            }
        }
    }
}
