package io.portrait.evaluation.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The example of the handbook: test days 129 to 135, a label delay of one week, and thus training days 115 to 121. */
class CompromisedCardsTest {

    private final CompromisedCards cards = new CompromisedCards(115, 7);

    @Test
    void aCardIsCompromisedFromTheDayAfterItsLabelArrived() {
        cards.addFraud(1, 125);
        assertThat(cards.isCompromised(1, 132)).isFalse();
        assertThat(cards.isCompromised(1, 133)).isTrue();
    }

    @Test
    void fraudsOfTheTrainingWeekCountFromTheFirstDay() {
        cards.addFraud(1, 115);
        cards.addFraud(2, 121);
        cards.addFraud(3, 122);
        assertThat(cards.isCompromised(1, 129)).isTrue();
        assertThat(cards.isCompromised(2, 129)).isTrue();
        assertThat(cards.isCompromised(3, 129)).isFalse();
    }

    @Test
    void fraudsBeforeTheTrainingWeekDoNotCount() {
        cards.addFraud(1, 114);
        assertThat(cards.isCompromised(1, 135)).isFalse();
        cards.addFraud(1, 130);
        cards.addFraud(1, 120);
        assertThat(cards.isCompromised(1, 129)).isTrue();
    }
}
