package io.portrait.release;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The promise to the people described. The first four belong to the data once there are any: they cannot be changed under
 * releases that have been made.
 *
 * @param epsilon ε per event
 * @param epoch how often noised profiles change
 * @param halfLife of the exposed sums
 * @param warmUpEpochs idle epochs before the first, so that noise is there from the start
 * @param masterKey 32 bytes in Base64, from which all noise is keyed
 */
@ConfigurationProperties("portrait.release")
record ReleaseProperties(
        @DefaultValue("1.0") BigDecimal epsilon,
        @DefaultValue("1d") Duration epoch,
        @DefaultValue("30d") Duration halfLife,
        @DefaultValue("128") int warmUpEpochs,
        @Nullable String masterKey) {}
