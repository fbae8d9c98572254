package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model's parameters for people to read, as named blocks. Every learner has {@code intercept} (1 number); linear ones
 * have {@code weights} (one per feature, in the schema's order); others are described at their learner.
 *
 * @param blocks name to numbers, in reading order; unmodifiable
 */
public record LearnedParameters(Map<String, Vec> blocks) {

    /** Copies the map, keeping its order. */
    public LearnedParameters {
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    }

    /**
     * One block.
     *
     * @throws IllegalArgumentException if there is none of the name
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
