package io.portrait.web;

import io.portrait.monitoring.LearningMetrics;
import io.portrait.profile.Profile;
import io.portrait.profile.segment.SegmentRegistry;
import io.portrait.serving.models.RatingPredictor;
import org.springframework.stereotype.Component;

/** The assembler of exact profiles from profile, segments, metrics and ratings. */
@Component
class ExactProfileAssembler {

    private final SegmentRegistry segments;
    private final LearningMetrics metrics;
    private final RatingPredictor ratings;

    ExactProfileAssembler(SegmentRegistry segments, LearningMetrics metrics, RatingPredictor ratings) {
        this.segments = segments;
        this.metrics = metrics;
        this.ratings = ratings;
    }

    /** The profile for the owner's services. */
    ExactProfileResponse assemble(Profile profile) {
        return ExactProfileResponse.of(profile, segments.segmentsOf(profile), metrics, ratings.losses(profile.user()));
    }

    /**
     * The profile for the person: without the losses of the rating model and the champions, because these depend on the
     * events of other persons.
     */
    ExactProfileResponse assembleForPerson(Profile profile) {
        return ExactProfileResponse.ofOwnData(profile, segments.segmentsOf(profile));
    }
}
