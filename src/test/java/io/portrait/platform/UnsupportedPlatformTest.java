package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class UnsupportedPlatformTest {

    @Test
    void aJarOfAnotherPlatformSaysWhatToDo() {
        assertThatThrownBy(() -> PostgresBinaries.archive("Solaris", "sparc"))
                .isInstanceOfSatisfying(UnsupportedPlatformException.class, e -> {
                    FailureAnalysis analysis = new UnsupportedPlatformAnalyzer().analyze(e, e);
                    assertThat(analysis.getDescription()).contains("no PostgreSQL for Solaris on sparc");
                    assertThat(analysis.getAction()).contains("-Pall-platforms", "SPRING_DATASOURCE_URL");
                });
    }
}
