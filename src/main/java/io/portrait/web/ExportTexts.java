package io.portrait.web;

import io.portrait.access.consent.ConsentPurpose;
import java.util.List;

/** The texts of a data export: what article 15(1) of the GDPR requires beside the data. */
final class ExportTexts {

    static final List<String> CATEGORIES = List.of(
            "events: views, clicks, searches, purchases, ratings, payments and other actions of the person, with time, item"
                    + " and context (table journal)",
            "identities: ids that belong to the person (tables identity, identity_change)",
            "profile: interests by topic, activity, traits and segments (part profile)",
            "learned parameters: weights of the personal models (part parameters), and the data of this person in the"
                    + " models of all persons (records of the table model_snapshot_chunk)",
            "noisy sums: the values that outside readers can see (table noisy_sum)",
            "decisions: consent, restriction, interest controls, requests (tables consent, profile_restriction,"
                    + " interest_control, subject_request)",
            "served lists with the probabilities of their items (table served_list)",
            "rejected events (table dead_letter) and who read the person's data (table audit_entry)");

    static final List<String> LOGIC = List.of(
            "Interests: every event adds to sums by topic, which decay with half-lives of 1, 7 and 30 days. A purchase"
                    + " weighs 1, other events less; dislikes and refunds subtract.",
            "Activity: counts of events, amounts by currency, the last orders, hours, channels and sessions.",
            "Segments: named rules over interests, activity and traits; the export names those that hold now.",
            "Models: small linear models learn from each event what the person engages with. Their parameters are under"
                    + " 'parameters'.",
            "Next item: a mixture of experts (popularity, items that followed or accompanied the last items, repeats)"
                    + " gives each item a probability; the weights of the mixture and of its re-ranker are personal.",
            "Ratings: the expected rating of an item is the mean of all persons, corrected by the person's bias, taste by"
                    + " topic and similar items that the person rated.",
            "Advertisements: the probability of a click is computed from the advertisement and from the topics that the"
                    + " person clicked on; an advertisement is shown a limited number of times.",
            "Payment risk: the probability of fraud is computed from the amount and time of a payment, the payment history"
                    + " of the person, and the history of the merchant.",
            "Recommendations, rankings and risk scores are computed from these on request. A part of a list may be chosen"
                    + " at random to learn what is missing (exploration). Served lists are logged with the feedback to"
                    + " them.",
            "Outside readers get only sums by topic with added noise, and statistics over many people with added noise"
                    + " (see /v1/privacy/policy).");

    static final List<String> CONSEQUENCES = List.of(
            "Recommendations, rankings and advertisements decide which items the person sees, and in which order.",
            "A risk score may lead the owner to check, delay or refuse a payment. Portrait only computes the score; the"
                    + " owner decides, and the person may ask the owner for a decision by a human (article 22).",
            "Segments and interests may decide which offers the owner makes.");

    static final List<String> RECIPIENTS = List.of(
            "the owner's own services, with internal and admin keys: the exact profile and all decisions computed from it",
            "holders of partner and public keys: the noisy profile while the purpose 'sharing' is permitted, and noisy"
                    + " statistics over many people",
            "Portrait itself sends no personal data to anybody and to no other country; further recipients are those that"
                    + " the owner states");

    static final List<String> SOURCES = List.of(
            "the websites, apps and servers of the owner, which send the events",
            "the person: traits, consent, interest controls",
            "computed by Portrait from these: everything else");

    static final List<String> RIGHTS = List.of(
            "access and portability: this export (articles 15 and 20)",
            "rectification: a later event or trait replaces an earlier one; the owner corrects the source (article 16)",
            "erasure: DELETE /v1/subjects/{userId} (article 17)",
            "restriction and objection: PUT /v1/subjects/{userId}/restriction (articles 18 and 21)",
            "withdrawal of consent by purpose: PUT /v1/subjects/{userId}/consent (article 7)",
            "complaint to a supervisory authority (article 77)");

    private ExportTexts() {}

    static String ofPurpose(ConsentPurpose purpose) {
        return switch (purpose) {
            case PERSONALISATION -> "the profile, and recommendations and rankings computed from it";
            case ADS -> "the ranking of advertisements by the person's history";
            case RISK -> "the risk score of payments by the person's payment history";
            case SHARING -> "the noisy profile for partners and the public";
        };
    }
}
