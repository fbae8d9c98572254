package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portrait.access.auth.DevelopmentMode;
import io.portrait.kernel.KeyRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The route of the settings that Segment's SDKs for browsers and phones load first. They contain the host to send to, and no
 * further integrations. The write key may be in the path, because it is visible in the page anyway.
 */
@RestController
@CrossOrigin
@Tag(name = "Tracking")
class TrackingSettingsController {

    private static final List<KeyRole> WRITE_ROLE = List.of(KeyRole.WRITE);

    private final BodyKeyAuthentication bodyKeys;
    private final WebProperties properties;
    private final DevelopmentMode developmentMode;

    TrackingSettingsController(
            BodyKeyAuthentication bodyKeys, WebProperties properties, DevelopmentMode developmentMode) {
        this.bodyKeys = bodyKeys;
        this.properties = properties;
        this.developmentMode = developmentMode;
    }

    @GetMapping("/v1/projects/{writeKey}/settings")
    @AllowedRoles(KeyRole.WRITE)
    @KeyInBody
    @Operation(
            summary = "Settings for Segment's SDKs",
            description =
                    "For `cdnURL` or `cdnHost` of an SDK. The SDK sends its messages to `portrait.web.public-url`, or else to"
                            + " the host of this request, if its name is checked.")
    @ApiResponse(responseCode = "200", description = "The settings, with this service as the only destination")
    @ApiResponse(responseCode = "409", description = "`host-unknown`")
    TrackingSettingsResponse settings(@PathVariable String writeKey, HttpServletRequest request) {
        if (KeyAuthenticationFilter.caller(request).isEmpty()) {
            bodyKeys.requireKey(WRITE_ROLE, Optional.of(writeKey), request);
        }
        return TrackingSettingsResponse.of(writeKey, publicUrl(request));
    }

    /**
     * The address of the service. The host of a request is repeated only if it was checked; otherwise a cache could serve a forged
     * one to others, whose events would then be sent to an attacker.
     */
    private UriComponents publicUrl(HttpServletRequest request) {
        if (properties.publicUrl() != null) {
            return UriComponentsBuilder.fromUri(properties.publicUrl()).build();
        }
        if (!developmentMode.isActive() && properties.hosts().isEmpty()) {
            throw ProblemCode.HOST_UNKNOWN.problem("set portrait.web.public-url to the address of this service");
        }
        return ServletUriComponentsBuilder.fromContextPath(request).build();
    }

    /** The settings in the format of the SDKs: everything is enabled, with one destination. */
    record TrackingSettingsResponse(Map<String, TrackingDestination> integrations, Map<String, TrackingPlan> plan) {

        static TrackingSettingsResponse of(String writeKey, UriComponents requestUri) {
            String authority =
                    requestUri.getPort() < 0 ? requestUri.getHost() : requestUri.getHost() + ":" + requestUri.getPort();
            TrackingDestination portrait = new TrackingDestination(
                    writeKey, authority + "/v1", String.valueOf(requestUri.getScheme()), List.of());
            TrackingPlan allowAll = new TrackingPlan(new TrackingPlan.TrackingPermission(true, Map.of()));
            return new TrackingSettingsResponse(
                    Map.of("Segment.io", portrait), Map.of("track", allowAll, "identify", allowAll, "group", allowAll));
        }
    }

    /** The destination of messages. */
    record TrackingDestination(String apiKey, String apiHost, String protocol, List<String> unbundledIntegrations) {}

    /** The permission to send events of a type. */
    record TrackingPlan(@JsonProperty("__default") TrackingPermission defaultPermission) {

        record TrackingPermission(boolean enabled, Map<String, Boolean> integrations) {}
    }
}
