package io.portrait.access.auth;

import io.portrait.kernel.KeyRole;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Optional;
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
    private @Nullable String replacedBy;

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

    /** The key that replaces this one; empty if it was not rotated. */
    Optional<String> replacedBy() {
        return Optional.ofNullable(replacedBy);
    }

    /** Names the successor and sets the expiry to a time unless the key expires earlier. */
    void replace(String successorId, Instant validUntil) {
        replacedBy = successorId;
        if (expiresAt == null || validUntil.isBefore(expiresAt)) {
            expiresAt = validUntil;
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
