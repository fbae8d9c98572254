package io.portrait.web;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the names of the service.
 *
 * @param hosts host names, without port, to which the service answers; other names get 421. Empty: all names; in development mode
 *     always those of this machine only
 * @param publicUrl address under which clients reach the service, which it tells the SDKs; unset: the address of the request, if
 *     its host is checked
 */
@ConfigurationProperties("portrait.web")
record WebProperties(
        @DefaultValue List<String> hosts, @Nullable URI publicUrl) {}
