package io.portrait.load;

/** Events a second of the service, and right after it of PostgreSQL alone. */
record ThroughputRound(double service, double baseline) {

    double share() {
        return service / baseline;
    }
}
