package io.portrait.tools.replay;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo.
 *
 * @param enabled whether real customers' purchases are replayed at start, moved in time so that the last one is now
 */
@ConfigurationProperties("portrait.demo")
record DemoProperties(@DefaultValue("false") boolean enabled) {}
