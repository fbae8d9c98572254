package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.dialect.Call;
import io.portrait.dialect.DialectIntake;
import io.portrait.dialect.DialectIntake.Taken;
import io.portrait.dialect.Message;
import io.portrait.dialect.SegmentReader;
import io.portrait.dialect.SegmentReader.Sent;
import io.portrait.ingest.UnreadableBatchException;
import io.portrait.ingest.UnreadableBatchException.Reason;
import io.portrait.web.EventsController.Receipt;
import io.portrait.web.EventsController.Receipts;
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
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Segment's HTTP tracking API, for its SDKs and those of others who speak it. Answers 200 with a JSON object also where
 * single messages are bad: with anything else some SDKs send the whole batch again and again.
 */
@RestController
@CrossOrigin
@Tag(name = "Segment")
class SegmentController {

    private static final String KEYS =
            "JSON under any content type, plain or gzip. The write key is the user name of Basic"
                    + " authentication, or a Bearer token, or `writeKey` in the body. Also with a slash at the end of the path.";
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

    private static final List<KeyKind> WRITE = List.of(KeyKind.WRITE);

    private final SegmentReader reader;
    private final DialectIntake intake;
    private final BodyKeys keys;

    SegmentController(SegmentReader reader, DialectIntake intake, BodyKeys keys) {
        this.reader = reader;
        this.intake = intake;
        this.keys = keys;
    }

    @PostMapping({SegmentRoutes.BATCH, SegmentRoutes.IMPORT, SegmentRoutes.B})
    @Allow(KeyKind.WRITE)
    @KeyInBody
    @Operation(summary = "Messages of Segment's HTTP tracking API", description = KEYS)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(BATCH_EXAMPLE)))
    @ApiResponse(responseCode = "200", description = "On disk; the receipts tell the messages that were refused")
    ResponseEntity<SegmentReceipts> batch(HttpServletRequest request) throws IOException {
        return take(request, reader::readBatch);
    }

    @PostMapping({
        SegmentRoutes.IDENTIFY, SegmentRoutes.I, SegmentRoutes.TRACK, SegmentRoutes.T,
        SegmentRoutes.PAGE, SegmentRoutes.P, SegmentRoutes.SCREEN, SegmentRoutes.S,
        SegmentRoutes.GROUP, SegmentRoutes.G, SegmentRoutes.ALIAS, SegmentRoutes.A
    })
    @Allow(KeyKind.WRITE)
    @KeyInBody
    @Operation(summary = "One message of Segment's HTTP tracking API", description = KEYS)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(responseCode = "200", description = "On disk, or refused; the receipt tells")
    ResponseEntity<SegmentReceipts> call(HttpServletRequest request) throws IOException {
        Call call = SegmentRoutes.callOf(request.getRequestURI());
        return take(request, body -> reader.readCall(call, body));
    }

    private ResponseEntity<SegmentReceipts> take(HttpServletRequest request, Function<byte[], Sent> reading)
            throws IOException {
        boolean isKnown = KeyCheck.caller(request).isPresent();
        if (!isKnown && KeyCheck.basicUser(request).isPresent()) {
            throw new Refused.NoKey().problem();
        }
        Sent sent = read(request.getInputStream().readAllBytes(), reading, isKnown);
        if (!isKnown) {
            keys.require(WRITE, sent.writeKey());
        }
        Taken taken = intake.take(sent.messages());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(SegmentReceipts.of(sent.messages(), taken));
    }

    /** Whose body cannot be read has shown no key in it. */
    private static Sent read(byte[] body, Function<byte[], Sent> reading, boolean isKnown) {
        try {
            return reading.apply(body);
        } catch (UnreadableBatchException e) {
            throw isKnown || e.reason() != Reason.INVALID_JSON ? e : new Refused.NoKey().problem();
        }
    }

    /** The answer; clients look at {@code success}, people at the rest. */
    record SegmentReceipts(boolean success, int accepted, int duplicates, int rejected, List<Receipt> receipts) {

        static SegmentReceipts of(List<Message> messages, Taken taken) {
            Receipts receipts = Receipts.of(i -> messages.get(i).id(), taken.outcomes());
            return new SegmentReceipts(
                    true, receipts.accepted(), receipts.duplicates(), receipts.rejected(), receipts.receipts());
        }
    }
}
