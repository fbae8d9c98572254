package io.portrait.platform;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.springframework.stereotype.Component;

/** An observation filter that removes the URL of a request, which may contain a user id. The template of the route remains. */
@Component
class UrlRedactionFilter implements ObservationFilter {

    private static final String URL_KEY = "http.url";

    @Override
    public Observation.Context map(Observation.Context context) {
        context.removeHighCardinalityKeyValue(URL_KEY);
        return context;
    }
}
