package io.portrait.tools.demo;

import io.portrait.kernel.Topic;
import io.portrait.release.PublicTopicCatalog;
import io.portrait.tools.replay.Replayer;
import io.portrait.tools.replay.RetailLine;
import io.portrait.tools.replay.RetailLineReader;
import io.portrait.tools.replay.RetailTopicMatcher;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The start of the demo: it publishes the topics and replays the sample file, if {@code portrait.demo.enabled} is set. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DemoRunner implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(DemoRunner.class);
    private static final ClassPathResource SAMPLE = new ClassPathResource("demo/online-retail-sample.csv");
    private static final Instant LAST_MONTH = Instant.parse("2011-11-09T00:00:00Z");

    private final DemoProperties properties;
    private final Replayer replayer;
    private final PublicTopicCatalog topicCatalog;
    private final Clock clock;

    DemoRunner(DemoProperties properties, Replayer replayer, PublicTopicCatalog topicCatalog, Clock clock) {
        this.properties = properties;
        this.replayer = replayer;
        this.topicCatalog = topicCatalog;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException, InterruptedException {
        if (properties.enabled()) {
            publishTopics();
            try (RetailLineReader lines = openSample()) {
                replayer.replay("Demo", lines, timeSinceLastLine());
            }
            log.info(
                    "Demo: try GET /v1/profiles/{} with the key dev-internal, then with dev-partner",
                    mostActiveCustomer());
        }
    }

    private static RetailLineReader openSample() throws IOException {
        return RetailLineReader.open(SAMPLE.getInputStream());
    }

    /** Freezes the public topic catalog before the first event, so that the first epoch contains all topics. */
    private void publishTopics() {
        topicCatalog.freeze(RetailTopicMatcher.bundled().topics().stream()
                .map(Topic::firstLevel)
                .distinct()
                .toList());
    }

    private Duration timeSinceLastLine() throws IOException {
        Instant latest = Instant.EPOCH;
        try (RetailLineReader lines = openSample()) {
            while (lines.hasNext()) {
                if (lines.next() instanceof RetailLine line
                        && line.invoiceDate().isAfter(latest)) {
                    latest = line.invoiceDate();
                }
            }
        }
        return Duration.between(latest, clock.instant());
    }

    /** The customer with the most lines in the last month, whose profile has the most content. */
    private static String mostActiveCustomer() throws IOException {
        Map<String, Integer> linesByCustomer = new TreeMap<>();
        try (RetailLineReader lines = openSample()) {
            while (lines.hasNext()) {
                if (lines.next() instanceof RetailLine line
                        && line.invoiceDate().isAfter(LAST_MONTH)) {
                    line.customer().ifPresent(customer -> linesByCustomer.merge(customer, 1, Integer::sum));
                }
            }
        }
        return linesByCustomer.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
