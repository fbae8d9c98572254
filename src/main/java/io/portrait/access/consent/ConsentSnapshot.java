package io.portrait.access.consent;

/**
 * What must be known before a decision about a person.
 *
 * @param state where the person stands
 * @param hasInterestControls whether they have said something of their interests
 */
public record ConsentSnapshot(ConsentState state, boolean hasInterestControls) {}
