/**
 * HTTP: controllers, request and response records, problem details. In: requests; out: JSON. The one place that turns
 * outcomes into status codes. Nobody imports it.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "ingest",
            "catalog",
            "dialect",
            "feature",
            "learning",
            "profile",
            "segment",
            "shared",
            "release",
            "evaluate",
            "access",
            "nextitem",
            "risk",
            "recommend"
        })
@NullMarked
package io.portrait.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
