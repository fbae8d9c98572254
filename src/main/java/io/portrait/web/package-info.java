/**
 * HTTP: routes, request and response records, problem details, pages. In: requests; out: JSON. The one place that turns
 * outcomes into status codes. No module imports it.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "catalog",
            "ingest",
            "ingest.format",
            "model.feature",
            "model.learner",
            "model.nextitem",
            "model.fraud",
            "profile",
            "profile.segment",
            "access.auth",
            "access.consent",
            "access.audit",
            "serving.models",
            "serving.recommend",
            "release",
            "monitoring"
        })
@NullMarked
package io.portrait.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
