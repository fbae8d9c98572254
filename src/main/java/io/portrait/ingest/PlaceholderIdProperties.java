package io.portrait.ingest;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the check for placeholder ids.
 *
 * @param enabled whether ids such as {@code undefined}, {@code null} and {@code guest} are refused as ids of persons; {@code false}
 *     only to reach persons that were stored under such ids
 * @param additional further placeholders of your own systems; case, surrounding blanks and quotes are ignored
 */
@ConfigurationProperties("portrait.placeholder-ids")
record PlaceholderIdProperties(
        @DefaultValue("true") boolean enabled, @DefaultValue List<String> additional) {}
