package io.portrait.platform;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.springframework.stereotype.Component;

/**
 * Takes the address out of what is observed of a request: it may have a user's id in it. The route's template, which has
 * none, stays.
 */
@Component
class UrlRedactionFilter implements ObservationFilter {

    private static final String URL_KEY = "http.url";

    @Override
    public Observation.Context map(Observation.Context context) {
        context.removeHighCardinalityKeyValue(URL_KEY);
        return context;
    }
}
