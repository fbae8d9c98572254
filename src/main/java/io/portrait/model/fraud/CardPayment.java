package io.portrait.model.fraud;

import io.portrait.kernel.UserId;
import java.util.Optional;

/**
 * A payment by a card at a terminal.
 *
 * @param card whose it is; nobody where what is known of the person may not be used
 * @param terminal where, or to whom; unknown if empty
 */
public record CardPayment(Optional<UserId> card, Optional<String> terminal, Payment payment) {}
