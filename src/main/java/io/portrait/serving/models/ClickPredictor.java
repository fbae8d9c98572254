package io.portrait.serving.models;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.kernel.UserId;
import io.portrait.model.click.Ad;
import io.portrait.model.click.AdClickModel;
import io.portrait.model.click.ClickPrediction;
import io.portrait.model.click.UserClickParameters;
import io.portrait.serving.models.AdProperties.FrequencyCap;
import io.portrait.serving.models.EntryExamples.AdEvent;
import io.portrait.serving.models.StoredModel.ModelFormat;
import io.portrait.serving.models.StoredModel.PersonalParts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The click model for advertisements, for concurrent predictions while the projection learns. It learns from {@code impression}
 * events, and from {@code click} events on items that were shown before.
 */
@Component
public class ClickPredictor {

    private final AdProperties properties;
    private final FrequencyCap frequencyCap;
    private final Clock clock;
    private final StoredModel<AdClickModel> model;

    ClickPredictor(AdProperties properties, Clock clock) {
        this.properties = properties;
        this.frequencyCap = properties.frequencyCap();
        this.clock = clock;
        this.model = new StoredModel<>(
                () -> new AdClickModel(properties.prior(), properties.maxUsers()),
                new ModelFormat<>(
                        AdClickModel::fingerprint,
                        AdClickModel::write,
                        in -> AdClickModel.read(properties.prior(), properties.maxUsers(), in)),
                new PersonalParts<>(
                        AdClickModel::isKnown, AdClickModel::users, AdClickModel::rename, AdClickModel::forget));
    }

    /** A predictor with the same configuration that has learned nothing. */
    ClickPredictor untrained() {
        return new ClickPredictor(properties, clock);
    }

    /** A check whether the model has learned the journal. */
    public boolean isReady() {
        return model.isReady();
    }

    /** The time before which every accepted event is learned; empty just after a start. */
    public Optional<Instant> asOf() {
        return model.asOf();
    }

    /** The model, for the projection and its snapshots. */
    StoredModel<AdClickModel> model() {
        return model;
    }

    /**
     * The forecast of showing an advertisement to a user.
     *
     * @param frequencyCapped whether the user has seen it as often as the frequency cap allows
     */
    public record AdForecast(ClickPrediction prediction, boolean frequencyCapped) {}

    /**
     * Forecasts the clicks on an advertisement.
     *
     * @param user empty if personal data must not be used
     */
    public AdForecast forecast(Optional<UserId> user, Ad ad) {
        long windowStart = micros(clock.instant().minus(frequencyCap.window()));
        return model.read(clicks -> {
            boolean frequencyCapped = user.filter(
                            person -> clicks.viewCount(person, ad.item(), windowStart) >= frequencyCap.max())
                    .isPresent();
            return new AdForecast(clicks.predict(user, ad), frequencyCapped);
        });
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** The stored data of a user. */
    Optional<UserClickParameters> parameters(UserId user) {
        return model.read(clicks -> clicks.parameters(user));
    }

    /** Learns an event if it is an impression, or a click on an item that was shown. */
    void learn(AdEvent example) {
        Event event = example.event();
        UserId person = example.person();
        Ad ad = example.ad();
        if (event.payload() instanceof EventPayload.Impression) {
            long at = micros(event.happenedAt());
            model.write(clicks -> {
                if (example.isShared()) {
                    clicks.learnView(person, ad, at);
                } else {
                    clicks.addView(person, ad, at);
                }
            });
        } else if (event.payload() instanceof EventPayload.Click && wasShown(person, ad)) {
            model.write(clicks -> {
                if (example.isShared()) {
                    clicks.learnClick(person, ad);
                } else {
                    clicks.addClick(person, ad);
                }
            });
        }
    }

    /**
     * Follows a merge or split.
     *
     * @param own the last events of both persons
     */
    void follow(PersonChange change, List<AdEvent> own) {
        model.follow(change, clicks -> {
            clicks.forget(change.persons());
            own.forEach(example -> learn(example.own()));
        });
    }

    private boolean wasShown(UserId user, Ad ad) {
        return model.read(clicks -> clicks.viewCount(user, ad.item(), Long.MIN_VALUE)) > 0;
    }
}
