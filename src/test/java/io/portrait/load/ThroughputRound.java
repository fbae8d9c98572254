package io.portrait.load;

/** The events per second of the service and, directly after it, of PostgreSQL alone. */
record ThroughputRound(double service, double baseline) {

    double share() {
        return service / baseline;
    }
}
