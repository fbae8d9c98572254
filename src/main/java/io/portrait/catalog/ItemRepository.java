package io.portrait.catalog;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface ItemRepository extends JpaRepository<ItemEntity, String> {

    List<ItemEntity> findByChangedAtGreaterThanEqual(Instant since);
}
