package io.portrait.shared;

import io.portrait.ads.Ad;
import io.portrait.ads.AdModel;
import io.portrait.ads.ClickChance;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.kernel.UserId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Clicks on what is shown: {@code impression} events, and {@code click} events on items that were shown. It owns the model: the
 * follower alone changes it, under the write lock and one event at a time; everybody else reads.
 */
@Component
public class Ads {

    private final AdProperties properties;
    private final Clock clock;
    private final Guarded<AdModel> guarded;

    Ads(AdProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        this.guarded = new Guarded<>(new AdModel(properties.maxUsers()));
    }

    /**
     * What is known of an advertisement for a person.
     *
     * @param capped whether it was shown to them as often as may be
     */
    public record Outlook(ClickChance chance, boolean capped) {}

    /**
     * What is known of an advertisement for a person.
     *
     * @param user nobody where what is known of the person may not be used
     */
    public Outlook outlook(Optional<UserId> user, Ad ad) {
        long since = micros(clock.instant().minus(properties.period()));
        return guarded.read(model -> {
            boolean capped = user.filter(person -> model.shown(person, ad.item(), since) >= properties.maxShown())
                    .isPresent();
            return new Outlook(model.chance(user, ad), capped);
        });
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** How many of the last views of a person are kept. */
    int shown(UserId user) {
        return guarded.read(model -> model.shown(user));
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        goOnWith(new AdModel(properties.maxUsers()));
    }

    /** Goes on with another model. */
    void goOnWith(AdModel other) {
        guarded.replace(other);
    }

    /** What the model's bytes belong to. */
    String fingerprint() {
        return guarded.read(AdModel::fingerprint);
    }

    /** Writes the model. */
    void write(DataOutput out) throws IOException {
        guarded.write(out, AdModel::write);
    }

    /** A model that was written. */
    AdModel read(DataInput in) throws IOException {
        return AdModel.read(properties.maxUsers(), in);
    }

    /** Learns an event if it is an impression, or a click on what was shown. */
    void learn(Event event, Ad ad) {
        if (event.behaviour() instanceof Behaviour.Impression) {
            guarded.write(model -> model.show(event.user(), ad, micros(event.happenedAt())));
        } else if (event.behaviour() instanceof Behaviour.Click && wasShown(event.user(), ad)) {
            guarded.write(model -> model.click(event.user(), ad));
        }
    }

    private boolean wasShown(UserId user, Ad ad) {
        return guarded.read(model -> model.shown(user, ad.item(), Long.MIN_VALUE)) > 0;
    }
}
