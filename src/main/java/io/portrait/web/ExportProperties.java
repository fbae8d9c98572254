package io.portrait.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the export of a person's data.
 *
 * @param statements statements of the owner that every export has: who the owner is and how to reach them, further recipients, transfers to other countries
 */
@ConfigurationProperties("portrait.export")
record ExportProperties(@DefaultValue List<String> statements) {}
