package io.portrait.web;

import io.portrait.kernel.Caller;
import io.portrait.kernel.UserId;
import io.portrait.profile.ProfileChanges;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The open streams of profiles. Each has a virtual thread, which waits for a change of the profile. */
@Component
class ProfileStreams {

    private static final Logger log = LoggerFactory.getLogger(ProfileStreams.class);
    private static final int RETRY_SECONDS = 5;

    private final ProfileChanges profileChanges;
    private final StreamProperties properties;
    private final Map<Object, Integer> openByOwner = new HashMap<>();
    private int openTotal;

    ProfileStreams(ProfileChanges profileChanges, StreamProperties properties) {
        this.profileChanges = profileChanges;
        this.properties = properties;
    }

    /**
     * The request of a stream.
     *
     * @param user the person of the profile
     * @param profile supplies the current profile; empty if there is none (any more)
     * @param authenticated whether the credential of the caller is still valid
     */
    record StreamRequest(
            UserId user,
            Caller caller,
            Supplier<Optional<ExactProfileResponse>> profile,
            BooleanSupplier authenticated) {}

    /** Opens a stream that sends the profile at once, and again after each change, until the credential ends. */
    SseEmitter open(StreamRequest request) {
        register(request);
        SseEmitter emitter = new SseEmitter(0L);
        Thread.ofVirtual().name("profile-stream").start(() -> run(request, emitter));
        return emitter;
    }

    private void run(StreamRequest request, SseEmitter emitter) {
        try (ProfileChanges.ChangeSubscription subscription = profileChanges.subscribe(request.user())) {
            stream(subscription, request, emitter);
        } catch (IOException | IllegalStateException | DataAccessException e) {
            log.debug("A stream ended: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unregister(request);
            emitter.complete();
        }
    }

    private void stream(ProfileChanges.ChangeSubscription subscription, StreamRequest request, SseEmitter emitter)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + properties.maxDuration().toNanos();
        boolean isOpen = true;
        while (isOpen && System.nanoTime() < end) {
            ProfileChanges.ChangeStatus change = subscription.await(waitTime(end));
            isOpen = request.authenticated().getAsBoolean()
                    && switch (change) {
                        case CHANGED -> sendProfile(request.profile().get(), emitter);
                        case UNCHANGED -> sendHeartbeat(emitter);
                        case STOPPED -> false;
                    };
        }
    }

    private Duration waitTime(long end) {
        long remaining = Math.max(1, end - System.nanoTime());
        return Duration.ofNanos(Math.min(remaining, properties.heartbeat().toNanos()));
    }

    /** Sends the profile, or {@code gone} if there is none; returns whether the stream continues. */
    private static boolean sendProfile(Optional<ExactProfileResponse> profile, SseEmitter emitter) throws IOException {
        if (profile.isEmpty()) {
            emitter.send(SseEmitter.event().name("gone").data("{}"));
            return false;
        }
        emitter.send(SseEmitter.event()
                .name("profile")
                .id(Long.toString(profile.get().eventsSeen()))
                .data(profile.get(), MediaType.APPLICATION_JSON));
        return true;
    }

    private static boolean sendHeartbeat(SseEmitter emitter) throws IOException {
        emitter.send(SseEmitter.event().comment("heartbeat"));
        return true;
    }

    private synchronized void register(StreamRequest request) {
        if (openTotal >= properties.limit()
                || openByOwner.getOrDefault(request.user(), 0) >= properties.perUser()
                || openByOwner.getOrDefault(ownerOf(request.caller()), 0) >= properties.perKey()) {
            throw tooManyStreams();
        }
        openTotal++;
        openByOwner.merge(request.user(), 1, Integer::sum);
        openByOwner.merge(ownerOf(request.caller()), 1, Integer::sum);
    }

    /** The holder of a key or token, as a key of the counts that differs from every user. */
    private static String ownerOf(Caller caller) {
        return caller.subject() == null
                ? caller.keyId()
                : "subject " + caller.subject().value();
    }

    private ProblemException tooManyStreams() {
        return ProblemCode.TOO_MANY_STREAMS
                .problem("%d streams may be open, %d of one profile, %d of one key: close one, or try again later"
                        .formatted(properties.limit(), properties.perUser(), properties.perKey()))
                .retryAfter(RETRY_SECONDS);
    }

    private synchronized void unregister(StreamRequest request) {
        openTotal--;
        decrement(request.user());
        decrement(ownerOf(request.caller()));
    }

    private void decrement(Object owner) {
        openByOwner.computeIfPresent(owner, (key, count) -> count == 1 ? null : count - 1);
    }
}
