package io.portrait.recommend;

import io.portrait.kernel.ItemId;
import java.util.OptionalDouble;

/**
 * An item of a caller's list.
 *
 * @param score how good the caller thinks it is, 0 or more
 * @param bid what a click on it earns, 0 or more
 */
public record Offer(ItemId item, OptionalDouble score, OptionalDouble bid) {}
