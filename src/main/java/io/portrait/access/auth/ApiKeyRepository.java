package io.portrait.access.auth;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

interface ApiKeyRepository extends JpaRepository<ApiKeyEntity, String> {

    /** The key of an id, locked until the end of the transaction. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<ApiKeyEntity> findWithLockById(String id);
}
