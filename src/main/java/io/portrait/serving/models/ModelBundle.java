package io.portrait.serving.models;

import io.portrait.model.click.AdClickModel;
import io.portrait.model.fraud.RiskModel;
import io.portrait.model.nextitem.NextItemModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** The models that follow all entries, as one: they stand at one position, and are stored and taken up together. */
@Component
class ModelBundle {

    /** Rises when the follower makes other examples of the same entries. */
    private static final int VERSION = 1;

    private final NextItemPredictor nextItemPredictor;
    private final RiskScorer riskScorer;
    private final ClickPredictor clickPredictor;

    ModelBundle(NextItemPredictor nextItemPredictor, RiskScorer riskScorer, ClickPredictor clickPredictor) {
        this.nextItemPredictor = nextItemPredictor;
        this.riskScorer = riskScorer;
        this.clickPredictor = clickPredictor;
    }

    /** What their bytes belong to. */
    String fingerprint() {
        return "entries %d; next items: %s; risks: %s; ads: %s"
                .formatted(
                        VERSION,
                        nextItemPredictor.fingerprint(),
                        riskScorer.fingerprint(),
                        clickPredictor.fingerprint());
    }

    /** The position of the last entry that was looked at; 0 before the first. */
    long position() {
        return nextItemPredictor.position();
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        nextItemPredictor.reset();
        riskScorer.reset();
        clickPredictor.reset();
    }

    /** One after the other, each as it writes itself. The follower asks, which alone changes them. */
    void write(DataOutput out) throws IOException {
        nextItemPredictor.write(out);
        riskScorer.write(out);
        clickPredictor.write(out);
    }

    /** Goes on where those stood that were written; where that fails, nothing is changed. */
    void read(DataInput in, long position) throws IOException {
        NextItemModel nextItemModel = nextItemPredictor.read(in);
        RiskModel riskModel = riskScorer.read(in);
        AdClickModel clickModel = clickPredictor.read(in);
        nextItemPredictor.replaceModel(nextItemModel, position);
        riskScorer.replaceModel(riskModel);
        clickPredictor.replaceModel(clickModel);
    }
}
