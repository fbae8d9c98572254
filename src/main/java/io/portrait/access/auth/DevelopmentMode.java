package io.portrait.access.auth;

import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Logger log = LoggerFactory.getLogger(DevelopmentMode.class);
    private static final int MIN_KEY_LENGTH = 16;
    private static final double MIN_KEY_BITS = 56;
    private static final int RANDOM_KEY_BYTES = 18;

    private final boolean active;
    private final Map<String, Caller> documentedKeys;
    private final Map<String, Caller> randomKeys;

    DevelopmentMode(AccessProperties properties, Environment environment) {
        String adminKey = Objects.requireNonNullElse(properties.adminKey(), "");
        boolean hasAdminKey = StringUtils.hasText(adminKey);
        boolean externalDatabase = StringUtils.hasText(environment.getProperty("spring.datasource.url"));
        if (externalDatabase && !hasAdminKey) {
            throw new AdminKeyException(
                    "no key is set, and with an external database the development keys are disabled");
        }
        if (hasAdminKey) {
            requireStrong(adminKey);
        }
        this.active = !hasAdminKey;
        this.documentedKeys = active ? keys(role -> "dev-" + role.label()) : Map.of();
        this.randomKeys = active ? keys(role -> "dev-" + role.label() + "-" + randomText()) : Map.of();
        if (active) {
            logKeys();
        }
    }

    private static void requireStrong(String adminKey) {
        if (adminKey.length() < MIN_KEY_LENGTH) {
            throw new AdminKeyException("the configured key has fewer than %d characters".formatted(MIN_KEY_LENGTH));
        }
        double bits = KeyStrength.bits(adminKey);
        if (bits < MIN_KEY_BITS) {
            throw new AdminKeyException(
                    "the configured key is easy to guess (about %.0f bits, at least %.0f are needed)"
                            .formatted(bits, MIN_KEY_BITS));
        }
    }

    private static Map<String, Caller> keys(Function<KeyRole, String> nameOf) {
        return KeyRole.ASSIGNABLE.stream()
                .collect(Collectors.toMap(nameOf, role -> new Caller("dev-" + role.label(), role)));
    }

    private static String randomText() {
        byte[] bytes = new byte[RANDOM_KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void logKeys() {
        log.warn(
                "Development keys are accepted: dev-write, dev-catalogue, dev-partner, dev-public, dev-internal,"
                        + " dev-admin. The service listens on 127.0.0.1 only; set PORTRAIT_ADMIN_KEY to disable development mode.");
        log.warn(
                "These development keys are known to the world, so they work on pages of localhost only. The following ones"
                        + " work on other pages too, until the service stops: {}",
                randomKeys.keySet().stream().sorted().toList());
    }

    /** The caller with a development key; empty for other keys, and always without the development mode. */
    Optional<Caller> authenticate(String key) {
        return Optional.ofNullable(documentedKeys.get(key)).or(() -> Optional.ofNullable(randomKeys.get(key)));
    }

    /** A check whether a key is a development key that the documents name. */
    public boolean isDocumented(String key) {
        return documentedKeys.containsKey(key);
    }

    /** A check whether the development keys are accepted. The service must then listen on the loopback address only. */
    public boolean isActive() {
        return active;
    }
}
