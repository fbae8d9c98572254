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

/** What clients were promised, and what they were answered that they should not have been. */
final class DeliveryLog {

    private final Queue<WorkloadBatch> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong successes = new AtomicLong();
    private volatile long lastSuccessNanos = System.nanoTime();

    /** A batch was answered as accepted, or as known already. */
    void acknowledge(WorkloadBatch batch) {
        acknowledged.add(batch);
    }

    /** A good answer has come, the first or another of a batch. */
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

    /** How many good answers there were until now. */
    long successes() {
        return successes.get();
    }

    /** When the last good answer came, in the time of {@link System#nanoTime}. */
    long lastSuccessNanos() {
        return lastSuccessNanos;
    }

    List<WorkloadBatch> batches() {
        return List.copyOf(acknowledged);
    }

    /** The ids of all acknowledged messages by user. */
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
