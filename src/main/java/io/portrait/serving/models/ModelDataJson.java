package io.portrait.serving.models;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.click.PersonalClicks;
import io.portrait.model.click.UserClickParameters;
import io.portrait.model.fraud.CardPayment;
import io.portrait.model.fraud.RiskFeatures;
import io.portrait.model.fraud.RiskModel.UnlabelledPayment;
import io.portrait.model.nextitem.Expert;
import io.portrait.model.nextitem.UserSequenceParameters;
import io.portrait.model.rating.UserRatingParameters;
import io.portrait.serving.models.RiskScorer.StoredPayments;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The readable JSON of the stored data of one person in a global model, for the export. */
final class ModelDataJson {

    private ModelDataJson() {}

    private static ObjectNode ofModel(String model, UserId user) {
        return JsonNodeFactory.instance.objectNode().put("model", model).put("user_id", user.value());
    }

    static String nextItems(UserId user, UserSequenceParameters parameters) {
        ObjectNode json = ofModel("next-item", user).put("interactions", parameters.interactionCount());
        addItems(json.putArray("last_items"), parameters.history());
        addItems(json.putArray("distinct_items"), parameters.distinctItems());
        addByExpert(json.putObject("mixture_weights"), parameters.expertWeights());
        addByExpert(json.putObject("decayed_responsibilities"), parameters.expertCounts());
        ObjectNode reranker = json.putObject("reranker_weights");
        parameters
                .rerankerWeights()
                .forEach((feature, weight) -> reranker.putObject(feature)
                        .put("mean", weight.mean())
                        .put("information", weight.information()));
        return json.toString();
    }

    private static void addItems(ArrayNode array, List<ItemId> items) {
        items.forEach(item -> array.add(item.value()));
    }

    private static void addByExpert(ObjectNode object, Map<Expert, Double> values) {
        values.forEach((expert, value) -> object.put(expert.label(), value));
    }

    static String ratings(UserId user, UserRatingParameters parameters) {
        ObjectNode json = ofModel("rating", user).put("bias", parameters.bias());
        ObjectNode taste = json.putObject("taste");
        parameters
                .taste()
                .forEach((name, weight) ->
                        taste.putObject(name).put("mean", weight.mean()).put("variance", weight.variance()));
        addVector(json.putArray("factors"), parameters.factors());
        ArrayNode residuals = json.putArray("residuals");
        parameters
                .residuals()
                .forEach(residual -> residuals
                        .addObject()
                        .put("item", residual.item().value())
                        .put("residual", residual.residual()));
        json.put("examples", parameters.losses().examples())
                .put("mean_squared_error", parameters.losses().meanSquaredError())
                .put("mean_absolute_error", parameters.losses().meanAbsoluteError());
        return json.toString();
    }

    private static void addVector(ArrayNode array, Vec values) {
        values.stream().forEach(array::add);
    }

    /** The payment history, from which the risk of the next payment is computed. */
    static String payments(UserId user, StoredPayments payments) {
        ObjectNode json = ofModel("fraud", user)
                .put("payments", payments.history().payments())
                .put("amount", payments.history().amount())
                .put("squared_amount", payments.history().squaredAmount());
        ArrayNode days = json.putArray("days");
        payments.history()
                .days()
                .forEach(day -> days.addObject()
                        .put("date", LocalDate.ofEpochDay(day.day()).toString())
                        .put("payments", day.payments())
                        .put("amount", day.amount())
                        .put("largest", day.largest())
                        .put("known_frauds", day.frauds()));
        payments.history()
                .lastPaymentMicros()
                .ifPresent(micros -> json.put("last_payment_at", time(micros).toString()));
        ArrayNode unlabelled = json.putArray("unlabelled_payments");
        payments.unlabelled().forEach(payment -> add(unlabelled.addObject(), payment));
        return json.toString();
    }

    private static void add(ObjectNode json, UnlabelledPayment unlabelled) {
        CardPayment payment = unlabelled.payment();
        json.put("id", unlabelled.id())
                .put("at", time(payment.payment().atMicros()).toString())
                .put("amount", payment.payment().amount());
        payment.terminal().ifPresent(terminal -> json.put("merchant", terminal));
        ObjectNode features = json.putObject("features");
        List<String> names = RiskFeatures.names();
        for (int i = 0; i < names.size(); i++) {
            features.put(names.get(i), unlabelled.features().get(i));
        }
    }

    static String advertisements(UserId user, UserClickParameters ads) {
        ObjectNode json = ofModel("click", user);
        ArrayNode views = json.putArray("impressions");
        ads.views()
                .forEach(view -> views.addObject()
                        .put("item", view.item().value())
                        .put("at", time(view.atMicros()).toString()));
        put(json.putObject("all_advertisements"), ads.all());
        ObjectNode byAd = json.putObject("by_advertisement");
        ads.byAd().forEach((item, clicks) -> put(byAd.putObject(item.value()), clicks));
        ObjectNode byTopic = json.putObject("by_topic");
        ads.byTopic().forEach((topic, clicks) -> put(byTopic.putObject(topic.path()), clicks));
        return json.toString();
    }

    private static void put(ObjectNode json, PersonalClicks clicks) {
        json.put("views", clicks.views()).put("clicks", clicks.clicks());
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
