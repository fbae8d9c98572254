package io.portrait.web;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the bulkheads: how many requests of a class an instance answers at the same time.
 *
 * @param places maximum number of requests at the same time by class; further ones get 503; 0: no limit
 * @param placesPerPerson maximum number of requests of a class that one person with a token has at the same time
 */
@ConfigurationProperties("portrait.bulkheads")
record BulkheadProperties(
        @DefaultValue Map<RequestClass, Integer> places,
        @DefaultValue("2") int placesPerPerson) {

    private static final Map<RequestClass, Integer> DEFAULT_PLACES = Map.of(
            RequestClass.HISTORY, 4,
            RequestClass.BULK_READ, 6,
            RequestClass.COUNTERFACTUAL, 8,
            RequestClass.COHORT_RELEASE, 2,
            RequestClass.AUDIT_VERIFICATION, 1);

    BulkheadProperties {
        Map<RequestClass, Integer> all = new EnumMap<>(DEFAULT_PLACES);
        all.putAll(places);
        places = Map.copyOf(all);
    }

    /** The number of places of a class. */
    int placesOf(RequestClass requests) {
        int limit = places.getOrDefault(requests, 0);
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }
}
