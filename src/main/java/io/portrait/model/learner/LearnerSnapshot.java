package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A model as a store keeps it; {@link Model#restore} makes it a model again.
 *
 * @param provenance where the numbers come from
 * @param numbers the state, {@link Learner#stateSize} doubles; they must be stored without rounding
 */
public record LearnerSnapshot(Provenance provenance, Vec numbers) {

    /**
     * Writes it, its numbers bit for bit.
     *
     * <pre>
     *  learner | configuration | layout | examples | n, then n numbers
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(provenance.learner());
        out.writeUTF(provenance.config());
        out.writeInt(provenance.layoutVersion());
        out.writeLong(provenance.examples());
        numbers.write(out);
    }

    /** What {@link #write} has written. */
    public static LearnerSnapshot read(DataInput in) throws IOException {
        Provenance provenance = new Provenance(in.readUTF(), in.readUTF(), in.readInt(), in.readLong());
        return new LearnerSnapshot(provenance, Vec.read(in));
    }
}
