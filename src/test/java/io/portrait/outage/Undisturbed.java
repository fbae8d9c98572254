package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.outage.Workload.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a service that nothing happens to makes of the same batches. */
final class Undisturbed {

    private Undisturbed() {}

    /** The profiles without what depends on the order of arrival. */
    static Map<String, JsonNode> profiles(Ledger ledger, Path directory) throws IOException, InterruptedException {
        try (ServiceProcess service = new ServiceProcess(directory).start()) {
            service.api().putItems(Workload.ITEMS);
            for (Batch batch : ledger.batches()) {
                assertThat(service.api().postEvents(batch.body()).status()).isEqualTo(202);
            }
            assertThat(Audit.faults(service.api(), ledger)).isEmpty();
            return ProfileRows.withoutModels(
                    service.api(), ledger.messagesByUser().keySet());
        }
    }
}
