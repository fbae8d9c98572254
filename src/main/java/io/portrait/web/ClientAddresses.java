package io.portrait.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * The addresses of clients. Behind trusted proxies the client is the last address in {@code X-Forwarded-For} that is not such a
 * proxy; other senders cannot choose their address by this header.
 */
@Component
class ClientAddresses {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<IpAddressMatcher> trustedProxies;

    ClientAddresses(ConnectionProperties properties) {
        this.trustedProxies =
                properties.trustedProxies().stream().map(IpAddressMatcher::new).toList();
    }

    boolean isTrustedProxy(String address) {
        return trustedProxies.stream().anyMatch(proxy -> matches(proxy, address));
    }

    private static boolean matches(IpAddressMatcher proxy, String address) {
        try {
            return proxy.matches(address);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The address of the client of a request. */
    String of(HttpServletRequest request) {
        String sender = request.getRemoteAddr();
        return trustedProxies.isEmpty() || !isTrustedProxy(sender) ? sender : forwarded(request, sender);
    }

    private String forwarded(HttpServletRequest request, String proxy) {
        List<String> addresses = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders(FORWARDED_FOR))) {
            Arrays.stream(header.split(",", -1)).map(String::strip).forEach(addresses::add);
        }
        return addresses.reversed().stream()
                .filter(address -> !address.isEmpty() && !isTrustedProxy(address))
                .findFirst()
                .orElse(proxy);
    }
}
