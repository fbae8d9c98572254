package io.portrait.nextitem;

import io.portrait.nextitem.NextItemConfig.Rescoring;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells the likeliest places apart once more: a mixture adds up what its experts say, while what two of them say together
 * may be worth more than the sum, and to one person more than to another. So the shortlist shares its common chance anew, in
 * proportion to p · exp(w · signals), a conditional logit (D. McFadden, 1974); w is everybody's weights plus the person's.
 */
final class SecondLook {

    private final Rescoring config;
    private final LogWeights everybodys = new LogWeights();

    SecondLook(Rescoring config) {
        this.config = config;
    }

    /** The probability of each place from 0 to {@code known}; they add up to what the mixture's add up to. */
    double[] chances(Question question, Opinions opinions) {
        double[] chances = opinions.chances(question.known());
        Shortlist list = Shortlist.of(chances, question, opinions, config.places());
        double[] parts = list.parts(everybodys, question.taste());
        double together = list.together();
        for (int i = 0; i < parts.length; i++) {
            chances[list.place(i)] = together * parts[i];
        }
        return chances;
    }

    /** Learns that a place was chosen, if it was on the list; the choice may stand for some. */
    void learn(int place, int some, Question question, Opinions opinions) {
        double[] chances = opinions.chances(question.known());
        if (Best.has(place, chances, question::allows, config.places())) {
            Shortlist list = Shortlist.of(chances, question, opinions, config.places());
            learn(list, list.indexOf(place), some, everybodys, question.taste(), config);
        }
    }

    static void learn(Shortlist list, int chosen, int some, LogWeights everybodys, LogWeights own, Rescoring config) {
        Shortlist.Moments moments = list.moments(list.parts(everybodys, own));
        double[] gradient = new double[Shortlist.SIGNALS];
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] = list.signal(chosen, k) - moments.mean()[k];
        }
        double memory = StrictMath.pow(config.memory(), some);
        everybodys.learn(gradient, moments.variance(), config.prior(), memory, some);
        own.learn(gradient, moments.variance(), config.ownPrior(), 1, some);
    }

    void write(DataOutput out) throws IOException {
        everybodys.write(out);
    }

    void read(DataInput in) throws IOException {
        everybodys.read(in);
    }
}
