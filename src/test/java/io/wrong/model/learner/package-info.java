/** Not pure. */
@NullMarked
package io.wrong.model.learner;

import org.jspecify.annotations.NullMarked;
