package io.portrait.outage;

import io.portrait.outage.Workload.Batch;
import io.portrait.outage.Workload.Sent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What clients were promised, and what they were answered that they should not have been. */
final class Ledger {

    private final Queue<Batch> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicLong answers = new AtomicLong();
    private volatile long lastAnswer = System.nanoTime();

    /** A batch was answered as accepted, or as known already. */
    void acknowledge(Batch batch) {
        acknowledged.add(batch);
    }

    /** A good answer has come, the first or another of a batch. */
    void noteAnswer() {
        lastAnswer = System.nanoTime();
        answers.incrementAndGet();
    }

    void complain(String answer) {
        complaints.add(answer);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How many good answers there were until now. */
    long answers() {
        return answers.get();
    }

    /** When the last good answer came, in the time of {@link System#nanoTime}. */
    long lastAnswer() {
        return lastAnswer;
    }

    List<Batch> batches() {
        return List.copyOf(acknowledged);
    }

    /** The ids of all acknowledged messages by user. */
    Map<String, Set<String>> messagesByUser() {
        Map<String, Set<String>> messages = new TreeMap<>();
        for (Batch batch : acknowledged) {
            for (Sent event : batch.events()) {
                messages.computeIfAbsent(event.user(), user -> new HashSet<>()).add(event.message());
            }
        }
        return messages;
    }

    int events() {
        return acknowledged.stream().mapToInt(batch -> batch.events().size()).sum();
    }
}
