/** The service as those see it who run it: metrics, health, logs, settings, upgrades. */
@NullMarked
package io.portrait.operation;

import org.jspecify.annotations.NullMarked;
