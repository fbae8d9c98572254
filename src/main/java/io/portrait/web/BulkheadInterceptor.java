package io.portrait.web;

import io.portrait.kernel.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * The interceptor that gives a request of a {@link Bulkhead} route one of the places of its class. It waits for a short time,
 * because most requests are short, and then refuses the request.
 */
@Component
class BulkheadInterceptor implements HandlerInterceptor {

    private static final String PLACE_ATTRIBUTE = BulkheadInterceptor.class.getName();
    private static final long WAIT_MILLIS = 1_000;
    private static final int RETRY_SECONDS = 2;

    private final BulkheadProperties properties;
    private final Map<RequestClass, Semaphore> places = new EnumMap<>(RequestClass.class);
    private final Map<PersonalPlace, Integer> byPerson = new ConcurrentHashMap<>();

    BulkheadInterceptor(BulkheadProperties properties) {
        this.properties = properties;
        for (RequestClass requests : RequestClass.values()) {
            places.put(requests, new Semaphore(properties.placesOf(requests), true));
        }
    }

    private record PersonalPlace(
            RequestClass requests, @Nullable UserId person) {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Bulkhead.class)) {
            request.setAttribute(PLACE_ATTRIBUTE, take(classOf(method), request));
        }
        return true;
    }

    private static RequestClass classOf(HandlerMethod method) {
        return Objects.requireNonNull(method.getMethodAnnotation(Bulkhead.class))
                .value();
    }

    private PersonalPlace take(RequestClass requests, HttpServletRequest request) throws InterruptedException {
        @Nullable
        UserId person = KeyAuthenticationFilter.caller(request)
                .map(caller -> caller.subject())
                .orElse(null);
        PersonalPlace place = new PersonalPlace(requests, person);
        boolean personal = person == null || byPerson.merge(place, 1, Integer::sum) <= properties.placesPerPerson();
        if (!personal || !semaphore(requests).tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            leavePersonal(place);
            throw ProblemCode.BUSY
                    .problem("as many requests of this kind run as allowed: try again later")
                    .retryAfter(RETRY_SECONDS);
        }
        return place;
    }

    private void leavePersonal(PersonalPlace place) {
        byPerson.computeIfPresent(place, (key, count) -> count == 1 ? null : count - 1);
    }

    private Semaphore semaphore(RequestClass requests) {
        return Objects.requireNonNull(places.get(requests));
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(PLACE_ATTRIBUTE) instanceof PersonalPlace place) {
            request.removeAttribute(PLACE_ATTRIBUTE);
            semaphore(place.requests()).release();
            leavePersonal(place);
        }
    }
}
