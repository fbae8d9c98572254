package io.portrait.outage;

import io.portrait.outage.Workload.WorkloadBatch;
import io.portrait.outage.Workload.WorkloadEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The batches that the service acknowledged and the faults in its responses, as clients recorded them. */
final class DeliveryLog {

    private final Queue<WorkloadBatch> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong successes = new AtomicLong();
    private volatile long lastSuccessNanos = System.nanoTime();

    /** Records a batch that was accepted or recognized as a duplicate. */
    void acknowledge(WorkloadBatch batch) {
        acknowledged.add(batch);
    }

    /** Records a successful response, the first or a repeated one of a batch. */
    void recordSuccess() {
        lastSuccessNanos = System.nanoTime();
        successes.incrementAndGet();
    }

    void reportFault(String description) {
        faults.add(description);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The number of successful responses. */
    long successes() {
        return successes.get();
    }

    /** The time of the last successful response by {@link System#nanoTime}. */
    long lastSuccessNanos() {
        return lastSuccessNanos;
    }

    List<WorkloadBatch> batches() {
        return List.copyOf(acknowledged);
    }

    /** The ids of all acknowledged events by user. */
    Map<String, Set<String>> messagesByUser() {
        Map<String, Set<String>> messages = new TreeMap<>();
        for (WorkloadBatch batch : acknowledged) {
            for (WorkloadEvent event : batch.events()) {
                messages.computeIfAbsent(event.user(), user -> new HashSet<>()).add(event.message());
            }
        }
        return messages;
    }

    int events() {
        return acknowledged.stream().mapToInt(batch -> batch.events().size()).sum();
    }
}
