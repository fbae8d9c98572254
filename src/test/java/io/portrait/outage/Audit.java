package io.portrait.outage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds what a service has against what was promised, and tells every difference. */
final class Audit {

    /** For all users together: where much is never applied, one wait tells as much as forty. */
    private static final Duration DRAIN_PATIENCE = Duration.ofMinutes(2);

    private final ServiceApi service;
    private final long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
    private final List<String> faults = new ArrayList<>();

    private Audit(ServiceApi service) {
        this.service = service;
    }

    /** Every acknowledged event is in the journal once, and applied once; empty if so. */
    static List<String> faults(ServiceApi service, Ledger ledger) throws IOException, InterruptedException {
        Audit audit = new Audit(service);
        audit.faults.addAll(ledger.complaints());
        for (var user : ledger.messagesByUser().entrySet()) {
            audit.compare(user.getKey(), user.getValue());
        }
        return audit.faults;
    }

    private void compare(String user, Set<String> promised) throws IOException, InterruptedException {
        List<String> journalled = service.journalled(user);
        Set<String> distinct = new HashSet<>(journalled);
        if (distinct.size() < journalled.size()) {
            faults.add("%s: %d messages are in the journal twice".formatted(user, journalled.size() - distinct.size()));
        }
        if (!distinct.containsAll(promised)) {
            Set<String> lost = new HashSet<>(promised);
            lost.removeAll(distinct);
            faults.add("%s: %d acknowledged messages are lost: %s".formatted(user, lost.size(), lost));
        }
        if (!promised.containsAll(distinct)) {
            faults.add(user + ": the journal has messages that were never acknowledged");
        }
        compareSeen(user, journalled.size(), promised.size());
    }

    private void compareSeen(String user, int journalled, int promised) throws IOException, InterruptedException {
        int seen = seen(user);
        while (seen < journalled && System.nanoTime() < deadline) {
            Thread.sleep(50);
            seen = seen(user);
        }
        if (seen != promised) {
            faults.add("%s: %d of %d events are applied".formatted(user, seen, promised));
        }
    }

    private int seen(String user) throws IOException {
        return service.profile(user).path("eventsSeen").asInt(0);
    }
}
