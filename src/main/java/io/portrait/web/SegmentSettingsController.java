package io.portrait.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portrait.access.KeyKind;
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
class SegmentSettingsController {

    private static final List<KeyKind> WRITE = List.of(KeyKind.WRITE);

    private final BodyKeys keys;

    SegmentSettingsController(BodyKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/v1/projects/{writeKey}/settings")
    @Allow(KeyKind.WRITE)
    @KeyInBody
    @Operation(
            summary = "Settings for Segment's SDKs",
            description = "For `cdnURL` or `cdnHost` of an SDK: it sends its messages to the host that it asked.")
    @ApiResponse(responseCode = "200", description = "Messages go here, and nowhere else")
    ProjectSettings settings(@PathVariable String writeKey, HttpServletRequest request) {
        if (KeyCheck.caller(request).isEmpty()) {
            keys.require(WRITE, Optional.of(writeKey));
        }
        return ProjectSettings.of(
                writeKey, ServletUriComponentsBuilder.fromContextPath(request).build());
    }

    /** In the words of the SDKs: everything is to be tracked, by nobody else. */
    record ProjectSettings(Map<String, Destination> integrations, Map<String, Plan> plan) {

        static ProjectSettings of(String writeKey, UriComponents here) {
            String authority = here.getPort() < 0 ? here.getHost() : here.getHost() + ":" + here.getPort();
            Destination ours =
                    new Destination(writeKey, authority + "/v1", String.valueOf(here.getScheme()), List.of());
            Plan everything = new Plan(new Plan.Permission(true, Map.of()));
            return new ProjectSettings(
                    Map.of("Segment.io", ours),
                    Map.of("track", everything, "identify", everything, "group", everything));
        }
    }

    /** Where messages go. */
    record Destination(String apiKey, String apiHost, String protocol, List<String> unbundledIntegrations) {}

    /** What may be sent. */
    record Plan(@JsonProperty("__default") Permission otherwise) {

        record Permission(boolean enabled, Map<String, Boolean> integrations) {}
    }
}
