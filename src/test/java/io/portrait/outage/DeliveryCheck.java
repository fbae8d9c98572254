package io.portrait.outage;

import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A comparison of the events of a service with those that it acknowledged. */
final class DeliveryCheck {

    /** The timeout for all users together. */
    private static final Duration PROJECTION_TIMEOUT = TestTimeouts.STATE;

    private final ServiceClient service;
    private final long deadline = System.nanoTime() + PROJECTION_TIMEOUT.toNanos();
    private final List<String> faults = new ArrayList<>();

    private DeliveryCheck(ServiceClient service) {
        this.service = service;
    }

    /** The faults: acknowledged events that are not in the journal exactly once and projected exactly once. Empty if none. */
    static List<String> faults(ServiceClient service, DeliveryLog deliveryLog)
            throws IOException, InterruptedException {
        DeliveryCheck check = new DeliveryCheck(service);
        check.faults.addAll(deliveryLog.faults());
        for (var user : deliveryLog.messagesByUser().entrySet()) {
            check.compare(user.getKey(), user.getValue());
        }
        return check.faults;
    }

    private void compare(String user, Set<String> acknowledged) throws IOException, InterruptedException {
        List<String> journalled = service.journaledMessageIds(user);
        Set<String> distinct = new HashSet<>(journalled);
        if (distinct.size() < journalled.size()) {
            faults.add("%s: %d messages are in the journal twice".formatted(user, journalled.size() - distinct.size()));
        }
        if (!distinct.containsAll(acknowledged)) {
            Set<String> lost = new HashSet<>(acknowledged);
            lost.removeAll(distinct);
            faults.add("%s: %d acknowledged messages are lost: %s".formatted(user, lost.size(), lost));
        }
        if (!acknowledged.containsAll(distinct)) {
            faults.add(user + ": the journal has messages that were not acknowledged");
        }
        compareApplied(user, journalled.size(), acknowledged.size());
    }

    private void compareApplied(String user, int journalled, int acknowledged)
            throws IOException, InterruptedException {
        int applied = appliedEvents(user);
        while (applied < journalled && System.nanoTime() < deadline) {
            Thread.sleep(50);
            applied = appliedEvents(user);
        }
        if (applied != acknowledged) {
            faults.add("%s: %d of %d events are applied".formatted(user, applied, acknowledged));
        }
    }

    private int appliedEvents(String user) throws IOException {
        return service.profile(user).path("eventsSeen").asInt(0);
    }
}
