package io.portrait.web;

import io.portrait.ingest.UnreadableBatchException;
import io.portrait.ingest.UnreadableBatchException.UnreadableReason;
import io.portrait.ingest.format.AdaptedIntake;
import io.portrait.ingest.format.AdaptedIntake.IntakeResult;
import io.portrait.ingest.format.AdaptedMessage;
import io.portrait.ingest.format.TrackingCall;
import io.portrait.ingest.format.TrackingReader;
import io.portrait.ingest.format.TrackingReader.TrackingBody;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The routes of Segment's HTTP tracking API, for its SDKs and compatible ones. The response is 200 with a JSON object even if
 * some messages are invalid, because after any other status some SDKs resend the whole batch forever.
 */
@RestController
@CrossOrigin
@Tag(name = "Tracking")
class TrackingApiController {

    private static final String KEY_DESCRIPTION =
            "JSON under any content type, plain or gzip. The write key is the user name of Basic"
                    + " authentication, or a Bearer token, or `writeKey` in the body. The path may end with a slash.";
    private static final String EXAMPLE = """
        {"writeKey": "dev-write", "userId": "ada", "messageId": "m-1", "event": "Product Viewed",
         "properties": {"product_id": "mug-1", "name": "Blue mug", "category": "kitchen/mug", "price": 7.95}}
        """;
    private static final String BATCH_EXAMPLE = """
        {"writeKey": "dev-write", "batch": [
          {"type": "identify", "userId": "ada", "anonymousId": "a-1", "messageId": "m-2", "traits": {"plan": "pro"}},
          {"type": "track", "userId": "ada", "messageId": "m-3", "event": "Order Completed", "properties": {
            "order_id": "o-1", "products": [{"product_id": "mug-1", "price": 7.95, "quantity": 2}]}}]}
        """;

    private static final List<KeyRole> SENDER_ROLES = List.of(KeyRole.WRITE, KeyRole.INTERNAL);

    private final TrackingReader trackingReader;
    private final AdaptedIntake adaptedIntake;
    private final BodyKeyAuthentication bodyKeys;

    TrackingApiController(TrackingReader reader, AdaptedIntake adaptedIntake, BodyKeyAuthentication bodyKeys) {
        this.trackingReader = reader;
        this.adaptedIntake = adaptedIntake;
        this.bodyKeys = bodyKeys;
    }

    @PostMapping({TrackingApiRoutes.BATCH, TrackingApiRoutes.IMPORT, TrackingApiRoutes.BATCH_SHORT})
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL})
    @KeyInBody
    @Operation(summary = "A batch of messages of Segment's HTTP tracking API", description = KEY_DESCRIPTION)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(BATCH_EXAMPLE)))
    @ApiResponse(
            responseCode = "200",
            description = "Accepted messages are on disk; the receipts list the rejected ones")
    ResponseEntity<TrackingReceipts> batch(HttpServletRequest request) throws IOException {
        return accept(request, trackingReader::readBatch);
    }

    @PostMapping({
        TrackingApiRoutes.IDENTIFY, TrackingApiRoutes.IDENTIFY_SHORT, TrackingApiRoutes.TRACK,
                TrackingApiRoutes.TRACK_SHORT,
        TrackingApiRoutes.PAGE, TrackingApiRoutes.PAGE_SHORT, TrackingApiRoutes.SCREEN, TrackingApiRoutes.SCREEN_SHORT,
        TrackingApiRoutes.GROUP, TrackingApiRoutes.GROUP_SHORT, TrackingApiRoutes.ALIAS, TrackingApiRoutes.ALIAS_SHORT
    })
    @AllowedRoles({KeyRole.WRITE, KeyRole.INTERNAL})
    @KeyInBody
    @Operation(summary = "One message of Segment's HTTP tracking API", description = KEY_DESCRIPTION)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(responseCode = "200", description = "On disk, or rejected; see the receipt")
    ResponseEntity<TrackingReceipts> call(HttpServletRequest request) throws IOException {
        TrackingCall call = TrackingApiRoutes.callOf(request.getRequestURI());
        return accept(request, body -> trackingReader.readCall(call, body));
    }

    private ResponseEntity<TrackingReceipts> accept(HttpServletRequest request, Function<byte[], TrackingBody> parser)
            throws IOException {
        Optional<Caller> authenticated = KeyAuthenticationFilter.caller(request);
        if (authenticated.isEmpty()
                && KeyAuthenticationFilter.basicUserName(request).isPresent()) {
            throw new AccessDenial.InvalidKey().problem();
        }
        TrackingBody parsedCall = read(request.getInputStream().readAllBytes(), parser, authenticated.isPresent());
        Caller caller =
                authenticated.orElseGet(() -> bodyKeys.requireKey(SENDER_ROLES, parsedCall.writeKey(), request));
        IntakeResult accepted = adaptedIntake.accept(parsedCall.messages(), caller);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(TrackingReceipts.of(ReceiptDetail.of(caller), parsedCall.messages(), accepted));
    }

    /** Parses a body. An unreadable one contains no key, so without another key the request is denied. */
    private static TrackingBody read(byte[] body, Function<byte[], TrackingBody> parser, boolean isAuthenticated) {
        try {
            return parser.apply(body);
        } catch (UnreadableBatchException e) {
            throw isAuthenticated || e.reason() != UnreadableReason.INVALID_JSON
                    ? e
                    : new AccessDenial.InvalidKey().problem();
        }
    }

    /** The response. SDKs read {@code success}. */
    record TrackingReceipts(boolean success, int accepted, int duplicates, int rejected, List<EventReceipt> receipts) {

        static TrackingReceipts of(ReceiptDetail detail, List<AdaptedMessage> messages, IntakeResult accepted) {
            EventReceipts receipts =
                    EventReceipts.of(detail, SentEvent.ofMessages(messages), accepted.messageOutcomes());
            return new TrackingReceipts(
                    true, receipts.accepted(), receipts.duplicates(), receipts.rejected(), receipts.receipts());
        }
    }
}
