package io.portrait.catalog;

import io.portrait.kernel.Topic;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.springframework.data.domain.Persistable;

/** A topic that an item has or had. */
@Entity
@Table(name = "topic")
class TopicEntity implements Persistable<String> {

    @Id
    private String path = "";

    private Instant firstSeenAt = Instant.EPOCH;

    protected TopicEntity() {}

    TopicEntity(Topic topic, Instant firstSeenAt) {
        this.path = topic.path();
        this.firstSeenAt = firstSeenAt;
    }

    Topic topic() {
        return new Topic(path);
    }

    Instant firstSeenAt() {
        return firstSeenAt;
    }

    @Override
    public String getId() {
        return path;
    }

    @Override
    public boolean isNew() {
        return true;
    }
}
