package io.portrait.web;

import io.portrait.evaluate.LearningMetrics;
import io.portrait.profile.Profile;
import io.portrait.segment.Segments;
import io.portrait.shared.Ratings;
import org.springframework.stereotype.Component;

/** Puts exact answers together from what the modules know of a profile. */
@Component
class ExactProfiles {

    private final Segments segments;
    private final LearningMetrics metrics;
    private final Ratings ratings;

    ExactProfiles(Segments segments, LearningMetrics metrics, Ratings ratings) {
        this.segments = segments;
        this.metrics = metrics;
        this.ratings = ratings;
    }

    ExactProfile of(Profile profile) {
        return ExactProfile.of(profile, segments.of(profile), metrics, ratings.progress(profile.user()));
    }
}
