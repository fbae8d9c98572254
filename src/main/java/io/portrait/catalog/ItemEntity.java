package io.portrait.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.springframework.data.domain.Persistable;

/** The current revision number of an item. */
@Entity
@Table(name = "item")
class ItemEntity implements Persistable<String> {

    @Id
    private String id = "";

    private int revision;
    private Instant changedAt = Instant.EPOCH;

    protected ItemEntity() {}

    ItemEntity(String id, int revision, Instant changedAt) {
        this.id = id;
        this.revision = revision;
        this.changedAt = changedAt;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return revision == 1;
    }

    int revision() {
        return revision;
    }

    Instant changedAt() {
        return changedAt;
    }
}
