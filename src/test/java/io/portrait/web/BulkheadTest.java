package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.kernel.Caller;
import io.portrait.kernel.UserId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

/** The places of heavy requests. */
class BulkheadTest {

    /** A controller with one heavy route. */
    static final class Routes {

        @Bulkhead(RequestClass.HISTORY)
        void heavy() {
            // only its annotation is read
        }

        void light() {
            // has no annotation
        }
    }

    private final BulkheadInterceptor bulkheads =
            new BulkheadInterceptor(new BulkheadProperties(Map.of(RequestClass.HISTORY, 3), 2));

    private static HandlerMethod route(String name) throws NoSuchMethodException {
        return new HandlerMethod(new Routes(), Routes.class.getDeclaredMethod(name));
    }

    private MockHttpServletRequest begin(Caller caller, String route) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE, caller);
        bulkheads.preHandle(request, new MockHttpServletResponse(), route(route));
        return request;
    }

    private void end(MockHttpServletRequest request) throws Exception {
        bulkheads.afterCompletion(request, new MockHttpServletResponse(), route("heavy"), null);
    }

    @Test
    void afterThePlacesAreTakenARequestIsRefusedUntilOneEnds() throws Exception {
        MockHttpServletRequest first = begin(Caller.SERVICE, "heavy");
        begin(Caller.SERVICE, "heavy");
        begin(Caller.SERVICE, "heavy");
        assertThatThrownBy(() -> begin(Caller.SERVICE, "heavy"))
                .isInstanceOfSatisfying(ProblemException.class, busy -> {
                    assertThat(busy.getStatusCode().value()).isEqualTo(503);
                    assertThat(busy.getHeaders().getFirst("Retry-After")).isEqualTo("2");
                });
        begin(Caller.SERVICE, "light");
        end(first);
        end(first);
        begin(Caller.SERVICE, "heavy");
        assertThatThrownBy(() -> begin(Caller.SERVICE, "heavy")).isInstanceOf(ProblemException.class);
    }

    @Test
    void onePersonDoesNotTakeAllPlaces() throws Exception {
        Caller person = Caller.ofSubject(new UserId("greedy"));
        MockHttpServletRequest first = begin(person, "heavy");
        begin(person, "heavy");
        assertThatThrownBy(() -> begin(person, "heavy")).isInstanceOf(ProblemException.class);
        begin(Caller.ofSubject(new UserId("other")), "heavy");
        end(first);
        begin(person, "heavy");
    }
}
