/**
 * Decisions: recommendations, rankings of advertisements and search results, risk scores, the log of served lists and
 * the interest controls of a person. In: a request, predictions of the global models; out: ordered items with scores
 * and additive reasons. It must not know HTTP.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "access.consent",
            "catalog",
            "ingest",
            "profile",
            "model.nextitem",
            "model.fraud",
            "model.click",
            "model.searchclick",
            "release",
            "serving.models"
        })
@NullMarked
package io.portrait.serving.recommend;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
