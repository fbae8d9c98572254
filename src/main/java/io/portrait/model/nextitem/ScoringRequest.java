package io.portrait.model.nextitem;

import io.portrait.kernel.UserId;
import java.util.Optional;

/**
 * A query to the model.
 *
 * @param user empty for the scores of an unknown user
 * @param allowRepeats whether items of the user's history may be scored
 * @param explain whether the data for the reasons is copied from the model
 */
public record ScoringRequest(Optional<UserId> user, boolean allowRepeats, boolean explain) {}
