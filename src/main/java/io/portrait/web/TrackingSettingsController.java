package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonProperty;
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

/**
 * What Segment's SDKs for browsers and phones ask for before they send anything: where to, and that there is nothing else to
 * load. A write key of a page is known to whoever reads the page, so it may be in a path.
 */
@RestController
@CrossOrigin
@Tag(name = "Segment")
class TrackingSettingsController {

    private static final List<KeyRole> WRITE_ROLE = List.of(KeyRole.WRITE);

    private final BodyKeyAuthentication bodyKeys;

    TrackingSettingsController(BodyKeyAuthentication bodyKeys) {
        this.bodyKeys = bodyKeys;
    }

    @GetMapping("/v1/projects/{writeKey}/settings")
    @AllowedRoles(KeyRole.WRITE)
    @KeyInBody
    @Operation(
            summary = "Settings for Segment's SDKs",
            description = "For `cdnURL` or `cdnHost` of an SDK: it sends its messages to the host that it asked.")
    @ApiResponse(responseCode = "200", description = "Messages go here, and nowhere else")
    TrackingSettingsResponse settings(@PathVariable String writeKey, HttpServletRequest request) {
        if (KeyAuthenticationFilter.caller(request).isEmpty()) {
            bodyKeys.requireKey(WRITE_ROLE, Optional.of(writeKey));
        }
        return TrackingSettingsResponse.of(
                writeKey, ServletUriComponentsBuilder.fromContextPath(request).build());
    }

    /** In the words of the SDKs: everything is to be tracked, by nobody else. */
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

    /** Where messages go. */
    record TrackingDestination(String apiKey, String apiHost, String protocol, List<String> unbundledIntegrations) {}

    /** What may be sent. */
    record TrackingPlan(@JsonProperty("__default") TrackingPermission defaultPermission) {

        record TrackingPermission(boolean enabled, Map<String, Boolean> integrations) {}
    }
}
