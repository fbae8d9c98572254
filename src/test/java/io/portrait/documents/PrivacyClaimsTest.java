package io.portrait.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.release.mechanism.CohortPrivacyParameters;
import io.portrait.release.mechanism.ItemPrivacyParameters;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The claims of {@code src/docs/privacy.md} are those that {@code GET /v1/privacy/policy} publishes, word for word. */
class PrivacyClaimsTest {

    static Stream<String> claims() {
        return Stream.of(ProfilePrivacyParameters.CLAIM, CohortPrivacyParameters.CLAIM, ItemPrivacyParameters.CLAIM);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void theDocumentStatesTheClaim(String claim) throws IOException {
        String quotes = Files.readAllLines(Path.of("src/docs/privacy.md")).stream()
                .filter(line -> line.startsWith("> "))
                .map(line -> line.substring(2).strip())
                .collect(Collectors.joining(" "));
        assertThat(quotes).contains(claim.strip().replaceAll("\\s+", " "));
    }
}
