package io.portrait.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A user or an item of a {@link Roster}. Mutable; owned by the {@link RatingModel}. */
abstract class Member {

    /** Never given to another, so that what refers to a forgotten member refers to nobody. */
    final int serial;

    Member(int serial) {
        this.serial = serial;
    }

    abstract void write(DataOutput out) throws IOException;

    abstract void read(DataInput in) throws IOException;
}
