/** The whole service in processes of its own, killed, stopped and filled up while clients send. */
@NullMarked
package io.portrait.outage;

import org.jspecify.annotations.NullMarked;
