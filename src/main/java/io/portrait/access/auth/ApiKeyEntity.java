package io.portrait.access.auth;

import io.portrait.kernel.KeyRole;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** The stored form of a key, with the digest of its secret. The secret is returned once and never stored. */
@Entity
@Table(name = "api_key")
class ApiKeyEntity implements Persistable<String> {

    @Id
    private String id = "";

    private String role = "";
    private String label = "";
    private String digest = "";
    private Instant createdAt = Instant.EPOCH;
    private @Nullable Instant expiresAt;

    @Transient
    private boolean unsaved = true;

    protected ApiKeyEntity() {}

    ApiKeyEntity(ApiKey key, String digest) {
        this.id = key.id();
        this.role = key.role().label();
        this.label = key.label();
        this.digest = digest;
        this.createdAt = key.createdAt();
        this.expiresAt = key.expiresAt();
    }

    ApiKey toKey() {
        return new ApiKey(id, KeyRole.ofLabel(role), label, createdAt, expiresAt);
    }

    /** Sets the expiry to a time unless the key expires earlier. */
    void expireBy(Instant time) {
        if (expiresAt == null || time.isBefore(expiresAt)) {
            expiresAt = time;
        }
    }

    String digest() {
        return digest;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        unsaved = false;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return unsaved;
    }
}
