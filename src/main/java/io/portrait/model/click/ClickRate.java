package io.portrait.model.click;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The click rate of an advertisement, a topic, or all advertisements as the mean over persons: each person counts once, with
 * their own clicks per view. Mutable.
 */
final class ClickRate {

    /** A rate that nobody has contributed to. */
    static final ClickRate NONE = new ClickRate();

    private long persons;
    private double rates;

    /** Replaces the contribution of a person. */
    void replace(PersonalClicks before, PersonalClicks after) {
        persons += before.views() == 0 && after.views() > 0 ? 1 : 0;
        rates = Math.max(0, rates + after.rate() - before.rate());
    }

    /** The number of persons. */
    long persons() {
        return persons;
    }

    /** The rate with a prior that counts as some persons. */
    double shrunken(double prior, double priorPersons) {
        return (rates + priorPersons * prior) / (persons + priorPersons);
    }

    /** The rate of the other persons and advertisements, if this rate includes another one. */
    ClickRate without(ClickRate part) {
        ClickRate rest = new ClickRate();
        rest.persons = Math.max(0, persons - part.persons);
        rest.rates = Math.clamp(rates - part.rates, 0, (double) rest.persons);
        return rest;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(persons);
        out.writeDouble(rates);
    }

    static ClickRate read(DataInput in) throws IOException {
        ClickRate rate = new ClickRate();
        rate.persons = in.readLong();
        rate.rates = in.readDouble();
        return rate;
    }
}
