package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.kernel.ClockJump;
import io.portrait.platform.JdbcClockStore.ClockState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockStartCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static ClockStartCheck check(boolean acceptJump) {
        return new ClockStartCheck(
                new ClockProperties(true, Duration.ofDays(3), Duration.ofMinutes(1), Duration.ofDays(90), acceptJump));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,", "PT72H,PT0S", "PT-72H,PT-2160H", "PT0S,PT72H"})
    void aPlausibleTimeIsTaken(Duration databaseAhead, Duration lastSeenAhead) {
        ClockState state = new ClockState(Optional.ofNullable(lastSeenAhead).map(NOW::plus), NOW.plus(databaseAhead));
        assertThat(check(false).check(NOW, state)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT72H1S,,the clock of the database says",
        "PT-87600H,,the clock of the database says",
        "PT0S,PT-2161H,portrait.clock.max-downtime",
        "PT0S,PT73H,the database was used at"
    })
    void anImplausibleTimeStopsTheStartUnlessItIsAccepted(
            Duration databaseAhead, Duration lastSeenAhead, String reason) {
        ClockState state = new ClockState(Optional.ofNullable(lastSeenAhead).map(NOW::plus), NOW.plus(databaseAhead));
        assertThatThrownBy(() -> check(false).check(NOW, state))
                .isInstanceOfSatisfying(
                        ImplausibleClockException.class,
                        e -> assertThat(new ImplausibleClockAnalyzer()
                                        .analyze(e, e)
                                        .getAction())
                                .contains("--portrait.clock.accept-jump=true"))
                .hasMessageContaining(reason);
        assertThat(check(true).check(NOW, state))
                .hasValueSatisfying(jump -> assertThat(jump.decision()).isEqualTo(ClockJump.Decision.ACCEPTED));
    }

    @Test
    void aNewDatabaseHasNoNewestTime() {
        assertThat(check(false).check(NOW, new ClockState(Optional.empty(), NOW)))
                .isEmpty();
    }
}
