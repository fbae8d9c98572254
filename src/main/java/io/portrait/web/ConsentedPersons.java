package io.portrait.web;

import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.Consents;
import io.portrait.ingest.PlaceholderIds;
import io.portrait.kernel.UserId;
import io.portrait.serving.recommend.JdbcPersonalContexts;
import io.portrait.serving.recommend.PersonalContext;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Persons whose data may be used for a purpose: consent given, processing not restricted, not erased, and the id
 * is not a placeholder. Otherwise the result is empty, and the caller treats the request as anonymous.
 */
@Component
class ConsentedPersons {

    private final Consents consents;
    private final JdbcPersonalContexts personalContexts;
    private final PlaceholderIds placeholders;

    ConsentedPersons(Consents consents, JdbcPersonalContexts personalContexts, PlaceholderIds placeholders) {
        this.consents = consents;
        this.personalContexts = personalContexts;
        this.placeholders = placeholders;
    }

    /** The person, if the purpose is permitted. */
    Optional<UserId> ifPermitted(UserId user, ConsentPurpose purpose) {
        return Optional.of(user)
                .filter(id -> isPerson(id) && consents.stateOf(id).permits(purpose));
    }

    /** The person with the interest controls, if the purpose is permitted. */
    Optional<PersonalContext> contextIfPermitted(UserId user, ConsentPurpose purpose) {
        return isPerson(user) ? personalContexts.findIfPermitted(user, purpose) : Optional.empty();
    }

    private boolean isPerson(UserId id) {
        return !placeholders.contains(id.value());
    }
}
