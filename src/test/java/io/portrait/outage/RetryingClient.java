package io.portrait.outage;

import io.portrait.outage.ServiceApi.Answer;
import io.portrait.outage.Workload.Batch;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Sends as an SDK does: the same batch with the same ids again after a refusal or no answer, perhaps to another instance,
 * until it is acknowledged. The network loses some of its answers too, so acknowledged batches come again.
 */
final class RetryingClient implements Runnable {

    private static final long PAUSE_MILLIS = 50;
    private static final double LOST_ANSWERS = 0.05;

    private final int number;
    private final List<ServiceApi> instances;
    private final Workload workload;
    private final Ledger ledger;
    private final BooleanSupplier goesOn;
    private final Random random;

    RetryingClient(int number, List<ServiceApi> instances, Workload workload, Ledger ledger, BooleanSupplier goesOn) {
        this.number = number;
        this.instances = instances;
        this.workload = workload;
        this.ledger = ledger;
        this.goesOn = goesOn;
        this.random = new Random(workload.seed() + number);
    }

    /** Takes no new batch when told to end, but ends only when the last one is acknowledged. */
    @Override
    public void run() {
        try {
            for (int batch = 0; goesOn.getAsBoolean(); batch++) {
                deliver(workload.batch(number, batch));
                Thread.sleep(random.nextInt(20));
            }
        } catch (InterruptedException _) {
            ledger.complain("client " + number + " could not deliver its last batch");
        }
    }

    private void deliver(Batch batch) throws InterruptedException {
        boolean acknowledged = false;
        while (true) {
            boolean answered = send(batch);
            if (answered && !acknowledged) {
                ledger.acknowledge(batch);
                acknowledged = true;
            }
            if (answered && random.nextDouble() >= LOST_ANSWERS) {
                return;
            }
            if (!answered) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private boolean send(Batch batch) throws InterruptedException {
        try {
            Answer answer = instances.get(random.nextInt(instances.size())).postEvents(batch.body());
            return read(batch, answer);
        } catch (IOException _) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return false;
        }
    }

    private boolean read(Batch batch, Answer answer) {
        if (answer.isGood()) {
            ledger.noteAnswer();
            int taken = answer.json().path("accepted").asInt()
                    + answer.json().path("duplicates").asInt();
            if (taken != batch.events().size()) {
                ledger.complain("of %d events %d were taken: %s"
                        .formatted(batch.events().size(), taken, answer.text()));
            }
            return true;
        }
        boolean isRefusal = (answer.status() == 503 || answer.status() == 429) && answer.saysWhenToRetry();
        if (!isRefusal) {
            ledger.complain("answered " + answer.status() + ": " + answer.text());
        }
        return false;
    }
}
