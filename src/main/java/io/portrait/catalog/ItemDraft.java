package io.portrait.catalog;

import io.portrait.kernel.Checks;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item as described by its owner.
 *
 * @param categories category paths, at most {@value #MAX_CATEGORIES}
 * @param brand at most 128 characters
 * @param price in the owner's currency, 0 to 1e12
 * @param content all data of the owner, as a JSON object of at most {@value #MAX_CONTENT} characters
 * @param recommendable whether the item is available, not hidden, in stock, and no advertisement
 */
public record ItemDraft(
        ItemId id,
        List<Topic> categories,
        @Nullable String brand,
        @Nullable Double price,
        String content,
        boolean recommendable) {

    static final int MAX_CATEGORIES = 16;
    static final int MAX_CONTENT = 65_536;
    private static final int MAX_BRAND = 128;
    private static final double MAX_PRICE = 1e12;

    /** An item that may be recommended. */
    public ItemDraft(
            ItemId id, List<Topic> categories, @Nullable String brand, @Nullable Double price, String content) {
        this(id, categories, brand, price, content, true);
    }

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is exceeded
     */
    public ItemDraft {
        Objects.requireNonNull(id);
        categories = List.copyOf(categories);
        Checks.requireWithin("the number of categories", categories.size(), 0, MAX_CATEGORIES);
        Checks.requireWithin("the length of the brand", brand == null ? 0 : brand.length(), 0, MAX_BRAND);
        requirePrice(price == null ? 0 : price);
        Checks.requireWithin("the item's size in characters", content.length(), 0, MAX_CONTENT);
    }

    /**
     * Checks a price and returns it.
     *
     * @throws IllegalArgumentException if it is negative, too high or not finite
     */
    public static double requirePrice(double price) {
        return Checks.requireWithin("price", price, 0, MAX_PRICE);
    }
}
