package io.portrait.shared;

import io.portrait.ads.AdModel;
import io.portrait.nextitem.NextItemModel;
import io.portrait.risk.RiskModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** The models that follow all entries, as one: they stand at one position, and are stored and taken up together. */
@Component
class EntryModels {

    /** Rises when the follower makes other examples of the same entries. */
    private static final int VERSION = 1;

    private final NextItems nextItems;
    private final Risks risks;
    private final Ads ads;

    EntryModels(NextItems nextItems, Risks risks, Ads ads) {
        this.nextItems = nextItems;
        this.risks = risks;
        this.ads = ads;
    }

    /** What their bytes belong to. */
    String fingerprint() {
        return "entries %d; next items: %s; risks: %s; ads: %s"
                .formatted(VERSION, nextItems.fingerprint(), risks.fingerprint(), ads.fingerprint());
    }

    /** The position of the last entry that was looked at; 0 before the first. */
    long position() {
        return nextItems.position();
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        nextItems.reset();
        risks.reset();
        ads.reset();
    }

    /** One after the other, each as it writes itself. The follower asks, which alone changes them. */
    void write(DataOutput out) throws IOException {
        nextItems.write(out);
        risks.write(out);
        ads.write(out);
    }

    /** Goes on where those stood that were written; where that fails, nothing is changed. */
    void read(DataInput in, long position) throws IOException {
        NextItemModel nextItemModel = nextItems.read(in);
        RiskModel riskModel = risks.read(in);
        AdModel adModel = ads.read(in);
        nextItems.goOnWith(nextItemModel, position);
        risks.goOnWith(riskModel);
        ads.goOnWith(adModel);
    }
}
