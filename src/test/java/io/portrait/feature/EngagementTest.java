package io.portrait.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.ingest.Behaviour;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngagementTest {

    @ParameterizedTest
    @MethodSource("io.portrait.feature.Events#behaviours")
    void liesBetweenMinusOneAndOne(Behaviour behaviour) {
        assertThat(Engagement.of(behaviour)).isBetween(-1.0, 1.0);
    }

    @Test
    void isChosenForEveryKind() {
        Set<Class<?>> kinds = new HashSet<>();
        Events.behaviours().forEach(behaviour -> kinds.add(behaviour.getClass()));
        assertThat(kinds).containsExactlyInAnyOrder(Behaviour.class.getPermittedSubclasses());
    }

    @Test
    void growsWithEffort() {
        assertThat(Engagement.of(new Behaviour.Purchase(0)))
                .isGreaterThan(Engagement.of(new Behaviour.Cart()))
                .isEqualTo(1);
        assertThat(Engagement.of(new Behaviour.Cart())).isGreaterThan(Engagement.of(new Behaviour.Click()));
        assertThat(Engagement.of(new Behaviour.Click())).isGreaterThan(Engagement.of(new Behaviour.Impression()));
    }

    @Test
    void ofAViewSaturatesWithTheTimeSpent() {
        assertThat(Engagement.of(new Behaviour.View(0))).isEqualTo(0.1);
        assertThat(Engagement.of(new Behaviour.View(30))).isEqualTo(0.25, within(1e-15));
        assertThat(Engagement.of(new Behaviour.View(1e12))).isEqualTo(0.4, within(1e-9));
    }

    @Test
    void ofARatingGoesFromAgainstToFor() {
        assertThat(Engagement.of(new Behaviour.Rating(0, 5))).isEqualTo(-1);
        assertThat(Engagement.of(new Behaviour.Rating(2.5, 5))).isZero();
        assertThat(Engagement.of(new Behaviour.Rating(5, 5))).isEqualTo(1);
    }

    @Test
    void isUndoneByItsOpposite() {
        assertThat(Engagement.of(new Behaviour.Like())).isEqualTo(-Engagement.of(new Behaviour.Dislike()));
        assertThat(Engagement.of(new Behaviour.Purchase(9))).isEqualTo(-Engagement.of(new Behaviour.Refund(9)));
    }
}
