package io.portrait.model.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A user or an item of a {@link EntityIndex}. Mutable; owned by the {@link RatingModel}. */
abstract class IndexedEntity {

    /** Never given to another, so that what refers to a forgotten member refers to nobody. */
    final int serial;

    IndexedEntity(int serial) {
        this.serial = serial;
    }

    abstract void write(DataOutput out) throws IOException;

    abstract void read(DataInput in) throws IOException;
}
