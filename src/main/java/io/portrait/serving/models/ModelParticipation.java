package io.portrait.serving.models;

import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.ConsentState;

/**
 * The global models that a person takes part in. A person who restricts or objects takes part in none.
 *
 * @param items the person's interactions are their own history in the next-item model
 * @param ads the person's views and clicks of advertisements are their own history in the click model
 * @param risk the fraud model learns the person's payments and labels. It protects the owner and all payers, so it has a
 *     legal ground of its own and does not depend on the consent to other purposes
 * @param shared the events of the person change the parameters that all users share, of all models but the fraud model
 */
record ModelParticipation(boolean items, boolean ads, boolean risk, boolean shared) {

    /** The participation of a person who has decided nothing. */
    static final ModelParticipation ALL = new ModelParticipation(true, true, true, true);

    ModelParticipation(ConsentState consent) {
        this(
                consent.permits(ConsentPurpose.PERSONALISATION),
                consent.permits(ConsentPurpose.ADS),
                consent.permits(ConsentPurpose.RISK),
                consent.permits(ConsentPurpose.SHARING));
    }
}
