package io.portrait.evaluation.nextitem;

import java.util.OptionalLong;

/**
 * The circumstances of a choice, as known before it.
 *
 * @param gapMicros the time since the user's last choice; empty for data without times
 * @param timesSeen how often all users together have chosen the item
 * @param choicesBefore how many choices the user has made
 */
record InteractionContext(OptionalLong gapMicros, int timesSeen, int choicesBefore) {}
