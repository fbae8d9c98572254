package io.portrait.web;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.FeatureSchema;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ModelSummary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a user's learners. */
record ParametersResponse(
        String userId, @Nullable Instant lastEventAt, List<String> features, List<ModelParametersResponse> models) {

    static ParametersResponse of(Profile profile) {
        return new ParametersResponse(
                profile.user().value(),
                profile.activity().lastEventAt(),
                FeatureSchema.names(),
                profile.models().stream().map(ModelParametersResponse::of).toList());
    }

    record ModelParametersResponse(
            String target,
            String learner,
            String configuration,
            int layoutVersion,
            int featureSchema,
            long examples,
            Map<String, List<Double>> parameters) {

        static ModelParametersResponse of(ModelSummary model) {
            Map<String, List<Double>> blocks = new LinkedHashMap<>();
            model.parameters().blocks().forEach((name, values) -> blocks.put(name, list(values)));
            return new ModelParametersResponse(
                    model.target(),
                    model.provenance().learner(),
                    model.provenance().config(),
                    model.provenance().layoutVersion(),
                    model.featureSchema(),
                    model.provenance().examples(),
                    blocks);
        }

        private static List<Double> list(Vec values) {
            return values.stream().boxed().toList();
        }
    }
}
