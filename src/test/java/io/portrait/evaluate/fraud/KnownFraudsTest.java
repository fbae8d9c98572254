package io.portrait.evaluate.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The handbook's example: test days 129 to 135, labels a week late, so the training week is 115 to 121. */
class KnownFraudsTest {

    private final KnownFrauds known = new KnownFrauds(115, 7);

    @Test
    void aFraudIsKnownOnTheDayAfterItsLabelCame() {
        known.add(1, 125);
        assertThat(known.isKnown(1, 132)).isFalse();
        assertThat(known.isKnown(1, 133)).isTrue();
    }

    @Test
    void theTrainingWeekIsKnownOnTheFirstDay() {
        known.add(1, 115);
        known.add(2, 121);
        known.add(3, 122);
        assertThat(known.isKnown(1, 129)).isTrue();
        assertThat(known.isKnown(2, 129)).isTrue();
        assertThat(known.isKnown(3, 129)).isFalse();
    }

    @Test
    void whatIsOlderDoesNotCount() {
        known.add(1, 114);
        assertThat(known.isKnown(1, 135)).isFalse();
        known.add(1, 130);
        known.add(1, 120);
        assertThat(known.isKnown(1, 129)).isTrue();
    }
}
