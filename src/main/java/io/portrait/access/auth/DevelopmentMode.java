package io.portrait.access.auth;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Whether this is somebody's try-out, with the well-known development keys and for this machine only. */
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
                    "there is none, and with an external database the development keys do not exist");
        }
        if (hasAdminKey && adminKey.length() < MIN_KEY_LENGTH) {
            throw new AdminKeyException("the one that is set has fewer than %d characters".formatted(MIN_KEY_LENGTH));
        }
        this.active = !hasAdminKey;
        if (active) {
            log.warn("Development keys are accepted: dev-write, dev-partner, dev-public, dev-internal, dev-admin."
                    + " The service listens on 127.0.0.1 only; set PORTRAIT_ADMIN_KEY to end that.");
        }
    }

    /** Whether the development keys are accepted; the service must then be reachable from this machine only. */
    public boolean isActive() {
        return active;
    }
}
