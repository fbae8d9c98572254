package io.portrait.ingest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the search for ids of a person in the data of others.
 *
 * @param searchEvents whether an export and an erasure search the events of other persons for the ids of the person, which reads the whole journal
 */
@ConfigurationProperties("portrait.ingest.mentions")
record EventMentionProperties(@DefaultValue("true") boolean searchEvents) {}
