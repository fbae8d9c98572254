package io.portrait.model.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.ingest.EventPayload;
import io.portrait.kernel.Money;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngagementTest {

    @ParameterizedTest
    @MethodSource("io.portrait.model.feature.SampleEvents#payloads")
    void liesBetweenMinusOneAndOne(EventPayload payload) {
        assertThat(Engagement.of(payload)).isBetween(-1.0, 1.0);
    }

    @Test
    void isDefinedForEveryPayloadType() {
        Set<Class<?>> kinds = new HashSet<>();
        SampleEvents.payloads().forEach(payload -> kinds.add(payload.getClass()));
        assertThat(kinds).containsExactlyInAnyOrder(EventPayload.class.getPermittedSubclasses());
    }

    @Test
    void growsWithEffort() {
        assertThat(Engagement.of(new EventPayload.Purchase(Money.ZERO)))
                .isGreaterThan(Engagement.of(new EventPayload.AddToCart()))
                .isEqualTo(1);
        assertThat(Engagement.of(new EventPayload.AddToCart())).isGreaterThan(Engagement.of(new EventPayload.Click()));
        assertThat(Engagement.of(new EventPayload.Click())).isGreaterThan(Engagement.of(new EventPayload.Impression()));
    }

    @Test
    void ofAViewSaturatesWithTheTimeSpent() {
        assertThat(Engagement.of(new EventPayload.View(0))).isEqualTo(0.1);
        assertThat(Engagement.of(new EventPayload.View(30))).isEqualTo(0.25, within(1e-15));
        assertThat(Engagement.of(new EventPayload.View(1e12))).isEqualTo(0.4, within(1e-9));
    }

    @Test
    void ofARatingGoesFromAgainstToFor() {
        assertThat(Engagement.of(new EventPayload.Rating(0, 5))).isEqualTo(-1);
        assertThat(Engagement.of(new EventPayload.Rating(2.5, 5))).isZero();
        assertThat(Engagement.of(new EventPayload.Rating(5, 5))).isEqualTo(1);
    }

    @Test
    void isUndoneByItsOpposite() {
        assertThat(Engagement.of(new EventPayload.Like())).isEqualTo(-Engagement.of(new EventPayload.Dislike()));
        assertThat(Engagement.of(new EventPayload.Purchase(Money.of("9"))))
                .isEqualTo(-Engagement.of(new EventPayload.Refund(Money.of("9"))));
    }
}
