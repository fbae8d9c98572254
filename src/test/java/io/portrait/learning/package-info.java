/** The contract of all learners, exact vectors of each, and their run on the seed's stream. */
@NullMarked
package io.portrait.learning;

import org.jspecify.annotations.NullMarked;
