package io.portrait.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.kernel.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetailTopicMatcherTest {

    private static final RetailTopicMatcher STANDARD = RetailTopicMatcher.bundled();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WHITE HANGING HEART T-LIGHT HOLDER    | candles/t-light",
                "REGENCY CAKESTAND 3 TIER              | baking/cake stand",
                "JUMBO BAG RED RETROSPOT               | bags/jumbo bag",
                "LUNCH BAG VINTAGE DOILY               | bags/lunch bag",
                "JUMBO BAG 50'S CHRISTMAS              | christmas/festive",
                "ASSORTED COLOUR BIRD ORNAMENT         | decoration/ornament",
                "PARTY BUNTING                         | party/bunting",
                "BATHROOM METAL SIGN                   | signs/metal sign",
                "SET OF 3 CAKE TINS PANTRY DESIGN      | baking/cake tin",
                "PACK OF 72 RETROSPOT CAKE CASES       | baking/cake case",
                "ALARM CLOCK BAKELIKE RED              | clocks/alarm clock",
                "ROUND SNACK BOXES SET OF4 WOODLAND    | children/lunch box",
                "CHILDREN'S APRON DOLLY GIRL           | children/apron",
                "SOLDIERS EGG CUP                      | tableware/egg cup",
                "FELTCRAFT CUSHION OWL                 | craft/feltcraft",
                "SPACEBOY BIRTHDAY CARD                | cards and wrap/card",
                "GARDENERS KNEELING PAD KEEP CALM      | garden/kneeling pad",
                "SET OF 36 TEATIME PAPER DOILIES       | party/paper plate",
                "SMALL RED BABUSHKA NOTEBOOK           | stationery/notebook",
                "Home Sweet Home MUG                   | tableware/mug",
                "KENSINGTON COFFEE SET                 | other",
                "''                                    | other"
            })
    void findsTheTopicOfAProduct(String description, String topic) {
        assertThat(STANDARD.topicOf(description)).isEqualTo(new Topic(topic));
    }

    @Test
    void takesTheFirstLineOfTheTableAndNotTheFirstWordOfTheDescription() {
        RetailTopicMatcher table = new RetailTopicMatcher(List.of("clocks/clock", "kitchen/jam"));
        assertThat(table.topicOf("JAM CLOCK")).isEqualTo(new Topic("clocks/clock"));
    }

    @Test
    void matchesWholeWordsOnly() {
        RetailTopicMatcher table = new RetailTopicMatcher(List.of("kitchen/pan", "toys/car: car, toy car"));
        assertThat(table.topicOf("PANTRY CARD")).isEqualTo(RetailTopicMatcher.OTHER);
    }

    @ParameterizedTest
    @CsvSource({"BOX,BOXES", "brush,BRUSHES", "Glass,GLASSES", "doily,doilies", "Mug,MUGS", "wall clock,WALL-CLOCKS"})
    void matchesSingularAndPluralAlike(String phrase, String description) {
        RetailTopicMatcher table = new RetailTopicMatcher(List.of("# a comment", "", "some/topic: " + phrase));
        assertThat(table.topicOf(description)).isEqualTo(new Topic("some/topic"));
    }

    @Test
    void rejectsATableWithADuplicatePhrase() {
        assertThatThrownBy(() -> new RetailTopicMatcher(List.of("kitchen/mug", "tableware/cup: cup, mugs")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'mugs' of tableware/cup");
    }

    @ParameterizedTest
    @CsvSource({"kitchen", "kitchen/mug/large"})
    void rejectsATopicWithoutTwoLevels(String topic) {
        assertThatThrownBy(() -> new RetailTopicMatcher(List.of(topic))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasAReadableNumberOfFirstLevels() {
        assertThat(STANDARD.topics().stream().map(Topic::firstLevel).distinct()).hasSizeBetween(20, 28);
    }
}
