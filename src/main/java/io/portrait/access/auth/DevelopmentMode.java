package io.portrait.access.auth;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The development mode: well-known keys are accepted and the service listens on the loopback address only. It is active
 * with the embedded database when no admin key is set.
 */
@Component
public class DevelopmentMode {

    private static final Logger log = LoggerFactory.getLogger(DevelopmentMode.class);
    private static final int MIN_KEY_LENGTH = 16;

    private final boolean active;

    DevelopmentMode(AccessProperties properties, Environment environment) {
        String adminKey = Objects.requireNonNullElse(properties.adminKey(), "");
        boolean hasAdminKey = StringUtils.hasText(adminKey);
        boolean externalDatabase = StringUtils.hasText(environment.getProperty("spring.datasource.url"));
        if (externalDatabase && !hasAdminKey) {
            throw new AdminKeyException(
                    "no key is set, and with an external database the development keys are disabled");
        }
        if (hasAdminKey && adminKey.length() < MIN_KEY_LENGTH) {
            throw new AdminKeyException("the configured key has fewer than %d characters".formatted(MIN_KEY_LENGTH));
        }
        this.active = !hasAdminKey;
        if (active) {
            log.warn("Development keys are accepted: dev-write, dev-partner, dev-public, dev-internal, dev-admin."
                    + " The service listens on 127.0.0.1 only; set PORTRAIT_ADMIN_KEY to disable development mode.");
        }
    }

    /** A check whether the development keys are accepted. The service must then listen on the loopback address only. */
    public boolean isActive() {
        return active;
    }
}
