package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.outage.Workload.WorkloadBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A run of the same batches without faults. */
final class ReferenceRun {

    private ReferenceRun() {}

    /** The profiles without what depends on the order of arrival. */
    static Map<String, JsonNode> profiles(DeliveryLog deliveryLog, Path directory)
            throws IOException, InterruptedException {
        try (ServiceProcess service = new ServiceProcess(directory).start()) {
            service.api().putItems(Workload.ITEMS);
            for (WorkloadBatch batch : deliveryLog.batches()) {
                assertThat(service.api().postEvents(batch.body()).status()).isEqualTo(202);
            }
            assertThat(DeliveryCheck.faults(service.api(), deliveryLog)).isEmpty();
            return StoredProfiles.withoutModels(
                    service.api(), deliveryLog.messagesByUser().keySet());
        }
    }
}
