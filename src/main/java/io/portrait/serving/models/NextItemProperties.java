package io.portrait.serving.models;

import io.portrait.model.nextitem.NextItemConfig;
import io.portrait.model.nextitem.NextItemConfig.Capacity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the next-item model. A change makes the models learn the journal again.
 *
 * @param maxUsers users whose history is stored, 1 KB and 20 bytes per item each; beyond it the least recently active is evicted
 * @param maxItems items that are stored, at most 6.5 KB each; beyond it the least recently used sixteenth is evicted
 */
@ConfigurationProperties("portrait.next-item")
public record NextItemProperties(
        @DefaultValue("200000") int maxUsers,
        @DefaultValue("50000") int maxItems) {

    NextItemConfig config() {
        NextItemConfig defaults = NextItemConfig.defaults();
        Capacity capacity = defaults.capacity();
        return defaults.withCapacity(new Capacity(
                maxUsers, maxItems, capacity.neighbors(), capacity.historyLength(), capacity.distinctItems()));
    }
}
