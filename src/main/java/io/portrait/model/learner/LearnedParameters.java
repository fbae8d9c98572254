package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a model in a readable form, as named blocks of numbers. Every learner has {@code intercept} (1
 * number); linear learners have {@code weights} (one per feature, in the order of the schema); other blocks are
 * described at their learner.
 *
 * @param blocks names and numbers, in reading order; unmodifiable
 */
public record LearnedParameters(Map<String, Vec> blocks) {

    /** Copies the map, keeping its order. */
    public LearnedParameters {
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    }

    /**
     * The block with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Vec block(String name) {
        Vec block = blocks.get(name);
        if (block == null) {
            throw new IllegalArgumentException("block must be one of %s, is \"%s\"".formatted(blocks.keySet(), name));
        }
        return block;
    }

    /** No blocks yet. */
    static LearnedParameters empty() {
        return new LearnedParameters(Map.of());
    }

    /** These blocks and one more at the end. */
    LearnedParameters and(String name, double... numbers) {
        Map<String, Vec> more = new LinkedHashMap<>(blocks);
        more.put(name, Vec.of(numbers));
        return new LearnedParameters(more);
    }
}
