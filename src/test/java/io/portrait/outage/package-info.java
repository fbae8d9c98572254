/** Fault injection: processes of the service that are killed, stopped or run out of disk space while clients send. */
@NullMarked
package io.portrait.outage;

import org.jspecify.annotations.NullMarked;
