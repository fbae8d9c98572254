package io.portrait.web;

/** A class of requests that take much time, memory or database work; each has its own number of places. */
enum RequestClass {
    /** Histories of profiles, which are computed from all events of a person. */
    HISTORY,
    /** Pages of profiles, events, served lists and dead letters. */
    BULK_READ,
    /** Recommendations that are computed again without an item. */
    COUNTERFACTUAL,
    /** Releases of cohort statistics, which read all profiles. */
    COHORT_RELEASE,
    /** Verification of the whole audit log. */
    AUDIT_VERIFICATION
}
