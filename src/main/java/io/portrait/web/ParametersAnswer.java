package io.portrait.web;

import io.portrait.feature.FeatureSchema;
import io.portrait.kernel.Vec;
import io.portrait.profile.Profile;
import io.portrait.profile.Profile.ModelSummary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the learners hold about a user. */
record ParametersAnswer(String userId, Instant lastEventAt, List<String> features, List<ModelParameters> models) {

    static ParametersAnswer of(Profile profile) {
        return new ParametersAnswer(
                profile.user().value(),
                profile.activity().lastEventAt(),
                FeatureSchema.names(),
                profile.models().stream().map(ModelParameters::of).toList());
    }

    record ModelParameters(
            String target,
            String learner,
            String configuration,
            int layoutVersion,
            int featureSchema,
            long examples,
            Map<String, List<Double>> parameters) {

        static ModelParameters of(ModelSummary model) {
            Map<String, List<Double>> blocks = new LinkedHashMap<>();
            model.parameters().blocks().forEach((name, values) -> blocks.put(name, list(values)));
            return new ModelParameters(
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
