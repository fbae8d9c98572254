package io.portrait.web;

import io.portrait.kernel.UserId;
import io.portrait.profile.ProfileChanges;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    private final Map<UserId, Integer> openByUser = new HashMap<>();
    private int openTotal;

    ProfileStreams(ProfileChanges profileChanges, StreamProperties properties) {
        this.profileChanges = profileChanges;
        this.properties = properties;
    }

    /**
     * Opens a stream that sends the profile at once, and again after each change.
     *
     * @param profile supplies the current profile; empty if there is none (any more)
     */
    SseEmitter open(UserId user, Supplier<Optional<ExactProfileResponse>> profile) {
        register(user);
        SseEmitter emitter = new SseEmitter(0L);
        Thread.ofVirtual().name("profile-stream").start(() -> run(user, profile, emitter));
        return emitter;
    }

    private void run(UserId user, Supplier<Optional<ExactProfileResponse>> profile, SseEmitter emitter) {
        try (ProfileChanges.ChangeSubscription subscription = profileChanges.subscribe(user)) {
            stream(subscription, profile, emitter);
        } catch (IOException | IllegalStateException | DataAccessException e) {
            log.debug("A stream ended: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unregister(user);
            emitter.complete();
        }
    }

    private void stream(
            ProfileChanges.ChangeSubscription subscription,
            Supplier<Optional<ExactProfileResponse>> profile,
            SseEmitter emitter)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + properties.maxDuration().toNanos();
        boolean isOpen = true;
        while (isOpen && System.nanoTime() < end) {
            isOpen = switch (subscription.await(waitTime(end))) {
                case CHANGED -> sendProfile(profile.get(), emitter);
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

    private synchronized void register(UserId user) {
        if (openTotal >= properties.limit() || openByUser.getOrDefault(user, 0) >= properties.perUser()) {
            throw tooManyStreams();
        }
        openTotal++;
        openByUser.merge(user, 1, Integer::sum);
    }

    private ProblemException tooManyStreams() {
        return ProblemCode.TOO_MANY_STREAMS
                .problem("%d streams may be open, %d of one profile: close one, or try again later"
                        .formatted(properties.limit(), properties.perUser()))
                .retryAfter(RETRY_SECONDS);
    }

    private synchronized void unregister(UserId user) {
        openTotal--;
        openByUser.compute(user, (key, count) -> count == null || count == 1 ? null : count - 1);
    }
}
