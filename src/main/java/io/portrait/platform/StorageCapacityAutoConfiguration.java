package io.portrait.platform;

import io.portrait.kernel.StorageCapacity;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The storage capacity of an external database, which is unknown here: writes fail when its disk is full. */
@AutoConfiguration(after = EmbeddedDatabaseAutoConfiguration.class)
class StorageCapacityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    StorageCapacity externalStorage() {
        return () -> true;
    }
}
