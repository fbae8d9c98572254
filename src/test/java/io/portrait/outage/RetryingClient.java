package io.portrait.outage;

import io.portrait.outage.ServiceClient.ClientResponse;
import io.portrait.outage.Workload.WorkloadBatch;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A client that sends like an SDK: it repeats a batch with the same ids after an error or a timeout, possibly to another
 * instance, until it is acknowledged. Some responses are treated as lost, so acknowledged batches are repeated too.
 */
final class RetryingClient implements Runnable {

    private static final long PAUSE_MILLIS = 50;
    private static final double LOST_RESPONSE_RATE = 0.05;

    private final int number;
    private final List<ServiceClient> instances;
    private final Workload workload;
    private final DeliveryLog deliveryLog;
    private final BooleanSupplier running;
    private final Random random;

    RetryingClient(
            int number,
            List<ServiceClient> instances,
            Workload workload,
            DeliveryLog deliveryLog,
            BooleanSupplier running) {
        this.number = number;
        this.instances = instances;
        this.workload = workload;
        this.deliveryLog = deliveryLog;
        this.running = running;
        this.random = new Random(workload.seed() + number);
    }

    /** Begins no batch after the stop, and ends when the last one is acknowledged. */
    @Override
    public void run() {
        try {
            for (int batch = 0; running.getAsBoolean(); batch++) {
                deliver(workload.batch(number, batch));
                Thread.sleep(random.nextInt(20));
            }
        } catch (InterruptedException _) {
            deliveryLog.reportFault("client " + number + " could not deliver its last batch");
        }
    }

    private void deliver(WorkloadBatch batch) throws InterruptedException {
        boolean acknowledged = false;
        while (true) {
            boolean succeeded = send(batch);
            if (succeeded && !acknowledged) {
                deliveryLog.acknowledge(batch);
                acknowledged = true;
            }
            if (succeeded && random.nextDouble() >= LOST_RESPONSE_RATE) {
                return;
            }
            if (!succeeded) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private boolean send(WorkloadBatch batch) throws InterruptedException {
        try {
            ClientResponse response =
                    instances.get(random.nextInt(instances.size())).postEvents(batch.body());
            return read(batch, response);
        } catch (IOException _) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return false;
        }
    }

    private boolean read(WorkloadBatch batch, ClientResponse response) {
        if (response.isSuccess()) {
            deliveryLog.recordSuccess();
            int accepted = response.json().path("accepted").asInt()
                    + response.json().path("duplicates").asInt();
            if (accepted != batch.events().size()) {
                deliveryLog.reportFault("of %d events %d were accepted: %s"
                        .formatted(batch.events().size(), accepted, response.text()));
            }
            return true;
        }
        boolean retryable = (response.status() == 503 || response.status() == 429) && response.hasRetryAfter();
        if (!retryable) {
            deliveryLog.reportFault("answered " + response.status() + ": " + response.text());
        }
        return false;
    }
}
