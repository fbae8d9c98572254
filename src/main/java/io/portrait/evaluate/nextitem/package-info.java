/** The next item of a user or session, by the model that serves. */
@NullMarked
package io.portrait.evaluate.nextitem;

import org.jspecify.annotations.NullMarked;
