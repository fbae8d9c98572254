package io.portrait.catalog;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A stored revision of an item; immutable. */
@Entity
@Table(name = "item_revision")
class ItemRevisionEntity implements Persistable<ItemRevisionEntity.ItemRevisionKey> {

    @Embeddable
    record ItemRevisionKey(String itemId, int revision) implements Serializable {}

    @EmbeddedId
    private ItemRevisionKey key = new ItemRevisionKey("", 0);

    private boolean deleted;
    private Instant createdAt = Instant.EPOCH;
    private String[] topics = {};
    private @Nullable String brand;
    private @Nullable Double price;
    private String content = "{}";
    private boolean recommendable = true;

    protected ItemRevisionEntity() {}

    ItemRevisionEntity(Item item, Instant createdAt) {
        this.key = new ItemRevisionKey(item.id().value(), item.revision());
        this.deleted = item.deleted();
        this.createdAt = createdAt;
        this.topics = item.topics().stream().map(Topic::path).toArray(String[]::new);
        this.brand = item.brand();
        this.price = item.price();
        this.content = item.content();
        this.recommendable = item.recommendable();
    }

    Item toItem() {
        return new Item(
                new ItemId(key.itemId()),
                key.revision(),
                deleted,
                Arrays.stream(topics).map(Topic::new).toList(),
                brand,
                price,
                content,
                recommendable);
    }

    @Override
    public ItemRevisionKey getId() {
        return key;
    }

    @Override
    public boolean isNew() {
        return true;
    }

    Instant createdAt() {
        return createdAt;
    }
}
