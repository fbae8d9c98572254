package io.portrait.serving.models;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.kernel.UserId;
import io.portrait.model.click.Ad;
import io.portrait.model.click.AdClickModel;
import io.portrait.model.click.ClickPrediction;
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
public class ClickPredictor {

    private final AdProperties properties;
    private final Clock clock;
    private final LockedModel<AdClickModel> locked;

    ClickPredictor(AdProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        this.locked = new LockedModel<>(new AdClickModel(properties.maxUsers()));
    }

    /**
     * What is known of an advertisement for a person.
     *
     * @param frequencyCapped whether it was shown to them as often as may be
     */
    public record AdForecast(ClickPrediction prediction, boolean frequencyCapped) {}

    /**
     * What is known of an advertisement for a person.
     *
     * @param user nobody where what is known of the person may not be used
     */
    public AdForecast forecast(Optional<UserId> user, Ad ad) {
        long since = micros(clock.instant().minus(properties.period()));
        return locked.read(model -> {
            boolean frequencyCapped = user.filter(
                            person -> model.viewCount(person, ad.item(), since) >= properties.maxShown())
                    .isPresent();
            return new AdForecast(model.predict(user, ad), frequencyCapped);
        });
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** How many of the last views of a person are kept. */
    int impressionCount(UserId user) {
        return locked.read(model -> model.viewCount(user));
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        replaceModel(new AdClickModel(properties.maxUsers()));
    }

    /** Goes on with another model. */
    void replaceModel(AdClickModel replacement) {
        locked.replace(replacement);
    }

    /** What the model's bytes belong to. */
    String fingerprint() {
        return locked.read(AdClickModel::fingerprint);
    }

    /** Writes the model. */
    void write(DataOutput out) throws IOException {
        locked.write(out, AdClickModel::write);
    }

    /** A model that was written. */
    AdClickModel read(DataInput in) throws IOException {
        return AdClickModel.read(properties.maxUsers(), in);
    }

    /** Learns an event if it is an impression, or a click on what was shown. */
    void learn(Event event, Ad ad) {
        if (event.payload() instanceof EventPayload.Impression) {
            locked.write(model -> model.learnView(event.userId(), ad, micros(event.happenedAt())));
        } else if (event.payload() instanceof EventPayload.Click && wasShown(event.userId(), ad)) {
            locked.write(model -> model.learnClick(event.userId(), ad));
        }
    }

    private boolean wasShown(UserId user, Ad ad) {
        return locked.read(model -> model.viewCount(user, ad.item(), Long.MIN_VALUE)) > 0;
    }
}
