package io.portrait.model.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A user or an item of an {@link EntityIndex}. Mutable; owned by the {@link RatingModel}. */
abstract class IndexedEntity {

    /** Serial number in the index. It is never used again, so a reference to an evicted entity finds nothing. */
    final int serial;

    IndexedEntity(int serial) {
        this.serial = serial;
    }

    abstract void write(DataOutput out) throws IOException;

    abstract void read(DataInput in) throws IOException;
}
