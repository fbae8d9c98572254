/** Tests of the operation of the service: metrics, health, logs, settings, upgrades. */
@NullMarked
package io.portrait.operation;

import org.jspecify.annotations.NullMarked;
