package io.portrait.catalog;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ItemRevisionRepository extends JpaRepository<ItemRevisionEntity, ItemRevisionEntity.ItemRevisionKey> {

    @Query("""
            from ItemRevisionEntity r
            where r.key.itemId in :ids
              and r.key.revision = (select i.revision from ItemEntity i where i.id = r.key.itemId)
            """)
    List<ItemRevisionEntity> findCurrent(Collection<String> ids);
}
