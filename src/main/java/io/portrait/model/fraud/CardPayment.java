package io.portrait.model.fraud;

import io.portrait.kernel.UserId;
import java.util.Optional;

/**
 * A payment with a card at a terminal.
 *
 * @param card the card's user; empty if personal data must not be used
 * @param terminal terminal or merchant; empty if unknown
 * @param payment time and amount
 */
public record CardPayment(Optional<UserId> card, Optional<String> terminal, Payment payment) {}
