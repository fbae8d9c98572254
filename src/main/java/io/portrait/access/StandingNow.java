package io.portrait.access;

/**
 * What must be known before a decision about a person.
 *
 * @param standing where the person stands
 * @param corrects whether they have said something of their interests
 */
public record StandingNow(Standing standing, boolean corrects) {}
