package io.portrait.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The names of this machine, and the checks of the host and the origin of a request. */
final class RequestOrigins {

    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private RequestOrigins() {}

    /** A check whether a value of the header {@code Host} names this machine. */
    static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL_NAMES.contains(withoutPort(host));
    }

    /** The host without its port, in lower case. */
    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses a request that a browser sends for a page of another site. Other programs send neither header.
     *
     * @throws ProblemException if the request comes from another site
     */
    static void requireSameSite(HttpServletRequest request) {
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean foreign = origin == null ? "cross-site".equals(request.getHeader(FETCH_SITE)) : !isLocalOrigin(origin);
        if (foreign) {
            throw ProblemCode.CROSS_SITE.problem(
                    "the development keys that the documents name work on pages of localhost"
                            + " only: use one of those that the service has logged at its start");
        }
    }

    private static boolean isLocalOrigin(String origin) {
        try {
            return isLocal(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
