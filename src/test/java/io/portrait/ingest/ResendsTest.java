package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResendsTest {

    private final Resends resends = new Resends();

    @Test
    void areNotExpectedBeforeAnyCame() {
        resends.noneCame();
        assertThat(resends.areExpected()).isFalse();
    }

    @Test
    void areExpectedForAWhileAfterSomeCame() {
        resends.came();
        for (int group = 0; group < Resends.PATIENCE; group++) {
            assertThat(resends.areExpected()).isTrue();
            resends.noneCame();
        }
        assertThat(resends.areExpected()).isFalse();
    }
}
