package io.portrait.load;

/** Events a second of the service, and right after it of PostgreSQL alone. */
record Turn(double ours, double floor) {

    double share() {
        return ours / floor;
    }
}
