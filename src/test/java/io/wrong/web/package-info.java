/** Lets anybody in, and does SQL. */
@NullMarked
package io.wrong.web;

import org.jspecify.annotations.NullMarked;
