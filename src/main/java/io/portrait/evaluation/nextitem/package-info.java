/** The next item of a user or session, by the model that serves. */
@NullMarked
package io.portrait.evaluation.nextitem;

import org.jspecify.annotations.NullMarked;
