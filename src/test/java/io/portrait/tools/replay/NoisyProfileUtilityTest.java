package io.portrait.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.tools.replay.NoisyProfileUtility.BandUtility;
import io.portrait.tools.replay.NoisyProfileUtility.InterestBand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the utility of noisy profiles. Prints the table of {@code src/docs/privacy.md}; the table of the whole data
 * set with
 * {@code -Dutility.data=<file>}, which takes some minutes.
 */
@Tag("slow")
class NoisyProfileUtilityTest {

    private static final String[] EPSILONS = {"0.3", "1", "3"};

    @Test
    void utilityGrowsWithEpsilonAndWithActivity() throws IOException {
        String file = System.getProperty("utility.data", "");
        List<BandUtility> rows = file.isEmpty() ? ofSample() : ofFile(file);
        System.out.println("| interest of the customer | customers | ε | cosine | top-5 overlap |");
        rows.forEach(System.out::println);

        assertThat(cosine(rows, InterestBand.TO_80, "3")).isGreaterThan(cosine(rows, InterestBand.TO_80, "0.3"));
        assertThat(cosine(rows, InterestBand.TO_80, "1")).isGreaterThan(cosine(rows, InterestBand.TO_20, "1"));
        assertThat(cosine(rows, InterestBand.TO_80, "3")).isGreaterThan(0.7);
        assertThat(cosine(rows, InterestBand.UNDER_5, "0.3"))
                .as("noise dominates the profile of few events")
                .isLessThan(0.6);
    }

    private static List<BandUtility> ofSample() throws IOException {
        var sample = Objects.requireNonNull(
                NoisyProfileUtilityTest.class.getResourceAsStream("/demo/online-retail-sample.csv"));
        try (RetailLineReader lines = RetailLineReader.open(sample)) {
            return new NoisyProfileUtility().read(lines).compareAt(3, EPSILONS);
        }
    }

    private static List<BandUtility> ofFile(String file) throws IOException {
        try (RetailLineReader lines = RetailLineReader.open(Path.of(file))) {
            return new NoisyProfileUtility().read(lines).compareAt(1, EPSILONS);
        }
    }

    private static double cosine(List<BandUtility> rows, InterestBand band, String epsilon) {
        return rows.stream()
                .filter(row -> row.band() == band && row.epsilon().equals(epsilon))
                .mapToDouble(BandUtility::cosine)
                .findFirst()
                .orElseThrow();
    }
}
