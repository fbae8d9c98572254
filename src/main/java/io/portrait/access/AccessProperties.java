package io.portrait.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Access to the service.
 *
 * @param adminKey the first admin key, by which others are made; at least 16 characters
 */
@ConfigurationProperties("portrait.access")
record AccessProperties(@Nullable String adminKey) {}
