package io.portrait.tools.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the demo.
 *
 * @param enabled whether purchases of real customers are replayed at start, shifted in time so that the last one happens now
 */
@ConfigurationProperties("portrait.demo")
record DemoProperties(@DefaultValue("false") boolean enabled) {}
