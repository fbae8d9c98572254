package io.portrait.kernel;

import java.io.DataInput;
import java.io.IOException;

/**
 * The first field of every stored model: a text with the version of its layout and its configuration. Stored bytes can be
 * read only by a model with an equal fingerprint.
 */
public final class ModelFingerprint {

    private ModelFingerprint() {}

    /**
     * Reads a fingerprint and compares it.
     *
     * @param model name of the model, for the message
     * @param expected fingerprint of the model that reads
     * @throws IllegalStateException if the stored fingerprint differs
     */
    public static void require(String model, String expected, DataInput in) throws IOException {
        String stored = in.readUTF();
        if (!stored.equals(expected)) {
            throw new IllegalStateException(
                    "the stored %s model has the fingerprint \"%s\", this program has \"%s\": relearn the model"
                            .formatted(model, stored, expected));
        }
    }
}
