package io.portrait.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The service on the PostgreSQL image of {@code docker/compose.yaml}. Skipped without a Docker API or the image. */
@Tag("service")
class ContainerDatabaseTest {

    private static void start(PostgreSQLContainer postgres) {
        try {
            postgres.start();
        } catch (ContainerFetchException e) {
            abort("the image is not available: " + e.getMessage());
        }
    }

    @Test
    void anEventIsAppliedAndReadByTheNextInstance() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "there is no Docker API");
        try (PostgreSQLContainer postgres = TestDatabase.container()) {
            start(postgres);
            ManualClock clock = new ManualClock(Instant.now());
            try (ServiceInstance instance = ServiceInstance.start(TestDatabase.of(postgres), clock)) {
                assertThat(instance.api()
                                .postEvents("{\"events\":[{\"userId\":\"ada\",\"messageId\":\"1\",\"type\":\"view\"}]}")
                                .status())
                        .isEqualTo(200);
            }
            try (ServiceInstance next = ServiceInstance.start(TestDatabase.of(postgres), clock)) {
                assertThat(next.api().profile("ada").path("eventsSeen").asInt()).isEqualTo(1);
            }
        }
    }
}
